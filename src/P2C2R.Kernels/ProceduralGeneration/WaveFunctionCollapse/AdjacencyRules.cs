using System.Numerics;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>Which patterns there are, how likely each is, and which may stand beside which. Directions are 0 east, 1 south, 2 west, 3 north.</summary>
internal sealed class AdjacencyRules
{
    /// <summary>Most patterns: oriented tiles, or N x N pieces of a sample.</summary>
    public const int MaxPatterns = 4096;

    /// <summary>Greatest weight of a pattern; the sum of all fits into 32 bits.</summary>
    public const int MaxWeight = 1_000_000;

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
        var lists = new List<ushort>[Directions * Count];
        for (var i = 0; i < lists.Length; i++) lists[i] = [];
        for (var p = 0; p < Count; p++)
        {
            foreach (var q in Members(east.AsSpan(p * Words, Words))) Connect(lists, p, q, 0);
            foreach (var q in Members(south.AsSpan(p * Words, Words))) Connect(lists, p, q, 1);
        }

        _starts = new int[lists.Length + 1];
        for (var i = 0; i < lists.Length; i++) _starts[i + 1] = _starts[i] + lists[i].Count;
        _neighbours = [.. lists.SelectMany(static l => l)];
    }

    /// <summary>Number of patterns.</summary>
    public int Count => Weights.Length;

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

    /// <summary>The members of a set, in ascending order.</summary>
    public static List<int> Members(ReadOnlySpan<ulong> set)
    {
        var members = new List<int>();
        for (var word = 0; word < set.Length; word++)
        {
            for (var bits = set[word]; bits != 0; bits &= bits - 1) members.Add((word * 64) + BitOperations.TrailingZeroCount(bits));
        }

        return members;
    }

    private void Connect(List<ushort>[] lists, int p, int q, int direction)
    {
        lists[(direction * Count) + p].Add((ushort)q);
        lists[((direction + 2) * Count) + q].Add((ushort)p);
    }
}
