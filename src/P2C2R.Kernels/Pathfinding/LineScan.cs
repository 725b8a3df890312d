using System.Numerics;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The straight jumps of jump point search, 64 cells at a time (Harabor and Grastien 2014, "Improving Jump Point Search",
/// block-based scanning). Without corner cutting a cell is a jump point when, on either side of the line, an obstacle ends
/// there: the neighbour beside it is free, and the one behind that neighbour is blocked. Works on rows and on columns.
/// </summary>
internal static class LineScan
{
    /// <summary>No jump point: the line ends at an obstacle.</summary>
    public const int None = -1;

    /// <summary>Scans towards higher positions.</summary>
    /// <param name="bits">Passable cells, lines of <paramref name="words"/> words.</param>
    /// <param name="words">Words in a line.</param>
    /// <param name="line">The line; it has one on either side.</param>
    /// <param name="from">Where to start; this position itself isn't looked at.</param>
    /// <param name="goal">A position to stop at too, or -1.</param>
    /// <returns>The position of the goal or of the first jump point, or <see cref="None"/>.</returns>
    public static int Forward(ulong[] bits, int words, int line, int from, int goal)
    {
        var word = from >> 6;
        var at = (line * words) + word;
        var mask = ~1UL << (from & 63);
        var aboveCarry = word > 0 ? bits[at - words - 1] >> 63 : 0;
        var belowCarry = word > 0 ? bits[at + words - 1] >> 63 : 0;
        while (true)
        {
            var current = bits[at];
            var above = bits[at - words];
            var below = bits[at + words];
            var forced = (above & ~((above << 1) | aboveCarry)) | (below & ~((below << 1) | belowCarry));
            var stop = (forced | ~current) & mask;
            if (stop != 0)
            {
                var bit = BitOperations.TrailingZeroCount(stop);
                var position = (word << 6) + bit;
                if (goal > from && goal <= position) return goal;
                return ((current >> bit) & 1) != 0 ? position : None;
            }

            mask = ~0UL;
            aboveCarry = above >> 63;
            belowCarry = below >> 63;
            word++;
            at++;
        }
    }

    /// <summary>Scans towards lower positions; otherwise like <see cref="Forward"/>.</summary>
    public static int Backward(ulong[] bits, int words, int line, int from, int goal)
    {
        var word = from >> 6;
        var at = (line * words) + word;
        var mask = (1UL << (from & 63)) - 1;
        var aboveCarry = word + 1 < words ? bits[at - words + 1] << 63 : 0;
        var belowCarry = word + 1 < words ? bits[at + words + 1] << 63 : 0;
        while (true)
        {
            var current = bits[at];
            var above = bits[at - words];
            var below = bits[at + words];
            var forced = (above & ~((above >> 1) | aboveCarry)) | (below & ~((below >> 1) | belowCarry));
            var stop = (forced | ~current) & mask;
            if (stop != 0)
            {
                var bit = 63 - BitOperations.LeadingZeroCount(stop);
                var position = (word << 6) + bit;
                if (goal >= position && goal < from) return goal;
                return ((current >> bit) & 1) != 0 ? position : None;
            }

            mask = ~0UL;
            aboveCarry = above << 63;
            belowCarry = below << 63;
            word--;
            at--;
        }
    }
}
