namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>The free cells with a blocked one diagonally beside them, both cells between the two being free, as bits for each of the four diagonals.</summary>
internal sealed class CornerRows
{
    private readonly GridMap _map;

    /// <summary>Finds them.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CornerRows(GridMap map, CancellationToken cancellation)
    {
        _map = map;
        NorthWest = new ulong[map.Rows.Length];
        NorthEast = new ulong[map.Rows.Length];
        SouthWest = new ulong[map.Rows.Length];
        SouthEast = new ulong[map.Rows.Length];
        for (var y = 1; y <= map.Height; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var word = 0; word < map.RowWords; word++) TakeWord((y * map.RowWords) + word, word);
        }
    }

    /// <summary>What is blocked is in the north-west.</summary>
    public ulong[] NorthWest { get; }

    /// <summary>What is blocked is in the north-east.</summary>
    public ulong[] NorthEast { get; }

    /// <summary>What is blocked is in the south-west.</summary>
    public ulong[] SouthWest { get; }

    /// <summary>What is blocked is in the south-east.</summary>
    public ulong[] SouthEast { get; }

    private void TakeWord(int at, int word)
    {
        var (above, below) = (at - _map.RowWords, at + _map.RowWords);
        var free = _map.Rows[at];
        var (west, east) = (free & West(at, word), free & East(at, word));
        NorthWest[at] = west & _map.Rows[above] & ~West(above, word);
        NorthEast[at] = east & _map.Rows[above] & ~East(above, word);
        SouthWest[at] = west & _map.Rows[below] & ~West(below, word);
        SouthEast[at] = east & _map.Rows[below] & ~East(below, word);
    }

    /// <summary>For each cell of a word, whether the one to its west is free.</summary>
    private ulong West(int at, int word) => (_map.Rows[at] << 1) | (word == 0 ? 0 : _map.Rows[at - 1] >> 63);

    private ulong East(int at, int word) => (_map.Rows[at] >> 1) | (word == _map.RowWords - 1 ? 0 : _map.Rows[at + 1] << 63);
}
