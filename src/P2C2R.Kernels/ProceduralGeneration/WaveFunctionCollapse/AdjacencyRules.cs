using System.Numerics;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>Which patterns there are, how likely each is, and which may stand beside which. Directions are 0 east, 1 south, 2 west, 3 north.</summary>
internal sealed class AdjacencyRules
{
    /// <summary>Most patterns: oriented tiles, or N x N pieces of a sample.</summary>
    public const int MaxPatterns = 4096;

    /// <summary>Greatest weight of a pattern; the sum of all fits into 32 bits.</summary>
    public const int MaxWeight = 1_000_000;

    /// <summary>Most pairs of patterns of which one may stand east of the other, or south: those of 1,024 patterns that all go together.</summary>
    public const int MaxPairs = 1 << 21;

    /// <summary>Number of directions.</summary>
    public const int Directions = 4;

    // All lists one after another, by direction and pattern, and where each begins.
    private readonly ushort[] _neighbours;
    private readonly int[] _starts;

    /// <summary>Makes the rules.</summary>
    /// <param name="weights">A weight for each pattern, 1 to <see cref="MaxWeight"/>.</param>
    /// <param name="east">For each pattern the set of those that may stand east of it, <see cref="Words"/> words each.</param>
    /// <param name="south">The same for south.</param>
    public AdjacencyRules(int[] weights, ulong[] east, ulong[] south)
    {
        (Weights, East, South) = (weights, east, south);
        _starts = new int[(Directions * Count) + 1];
        ForEachPair((p, q, direction) =>
        {
            _starts[(direction * Count) + p + 1]++;
            _starts[((direction + 2) * Count) + q + 1]++;
        });
        for (var i = 1; i < _starts.Length; i++) _starts[i] += _starts[i - 1];
        _neighbours = new ushort[_starts[^1]];
        var next = _starts.AsSpan(0, Directions * Count).ToArray();
        ForEachPair((p, q, direction) =>
        {
            _neighbours[next[(direction * Count) + p]++] = (ushort)q;
            _neighbours[next[((direction + 2) * Count) + q]++] = (ushort)p;
        });
    }

    /// <summary>Number of patterns.</summary>
    public int Count => Weights.Length;

    /// <summary>Pairs of patterns of which one may stand east of the other, or south.</summary>
    public int Pairs => _neighbours.Length / 2;

    /// <summary>Words of a set of patterns, one bit a pattern.</summary>
    public int Words => WordsFor(Count);

    /// <summary>The weights.</summary>
    public int[] Weights { get; }

    /// <summary>Row by row, the patterns that may stand east of each.</summary>
    public ulong[] East { get; }

    /// <summary>The same for south.</summary>
    public ulong[] South { get; }

    /// <summary>Words of a set of so many patterns.</summary>
    public static int WordsFor(int patterns) => (patterns + 63) / 64;

    /// <summary>The patterns that may stand beside a pattern in a direction, in ascending order.</summary>
    public ReadOnlySpan<ushort> Neighbours(int direction, int pattern)
    {
        var list = (direction * Count) + pattern;
        return _neighbours.AsSpan(_starts[list], _starts[list + 1] - _starts[list]);
    }

    /// <summary>How many patterns may stand beside one in a direction, in the mean, rounded up.</summary>
    public int MeanNeighbours => (_neighbours.Length / (Directions * Count)) + 1;

    /// <summary>Whether <paramref name="q"/> may stand east (or, with <paramref name="isSouth"/>, south) of <paramref name="p"/>.</summary>
    public bool Allows(int p, int q, bool isSouth) => (((isSouth ? South : East)[(p * Words) + (q >> 6)] >> (q & 63)) & 1) != 0;

    /// <summary>How many pairs some sets stand for.</summary>
    public static long CountPairs(ReadOnlySpan<ulong> sets)
    {
        var pairs = 0L;
        foreach (var word in sets) pairs += BitOperations.PopCount(word);
        return pairs;
    }

    /// <summary>All pairs, east first, in ascending order.</summary>
    private void ForEachPair(Action<int, int, int> take)
    {
        for (var direction = 0; direction < 2; direction++)
        {
            var sets = direction == 0 ? East : South;
            for (var i = 0; i < sets.Length; i++)
            {
                for (var bits = sets[i]; bits != 0; bits &= bits - 1) take(i / Words, (i % Words * 64) + BitOperations.TrailingZeroCount(bits), direction);
            }
        }
    }
}
