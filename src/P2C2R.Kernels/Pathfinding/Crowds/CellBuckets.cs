namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>Cells by the bucket that their cost falls into; at most two buckets ahead of the one at hand, because no step costs as much as two straight ones.</summary>
internal sealed class CellBuckets
{
    private const int Ahead = 3;

    private readonly int[][] _cells = [new int[1024], new int[1024], new int[1024]];
    private readonly int[] _counts = new int[Ahead];

    /// <summary>How many cells wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a cell.</summary>
    public void Add(long bucket, int cell)
    {
        var at = (int)(bucket % Ahead);
        if (_counts[at] == _cells[at].Length) Array.Resize(ref _cells[at], _counts[at] * 2);
        _cells[at][_counts[at]++] = cell;
        Count++;
    }

    /// <summary>Takes all cells of a bucket; none is added to it while they are looked at.</summary>
    public ReadOnlySpan<int> Take(long bucket)
    {
        var at = (int)(bucket % Ahead);
        var taken = _cells[at].AsSpan(0, _counts[at]);
        Count -= _counts[at];
        _counts[at] = 0;
        return taken;
    }
}
