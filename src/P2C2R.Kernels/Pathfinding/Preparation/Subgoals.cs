using System.Numerics;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// The corners that shortest paths turn at (Uras, Koenig and Hernandez 2013, "Subgoal Graphs for Optimal Pathfinding in Eight-Neighbor
/// Grids"): free cells with a blocked one diagonally beside them and both cells between the two free. Numbered row by row. Kept as bits,
/// together with what is blocked, by rows and by columns, so that a line is followed to its next obstacle or subgoal 64 cells at a time.
/// </summary>
internal sealed class Subgoals
{
    // Blocked cells and subgoals, framed lines as GridMap has them.
    private readonly ulong[] _stopRows;
    private readonly ulong[] _stopColumns;

    // Subgoals in the words before each one.
    private readonly int[] _before;
    private readonly List<int> _cells = [];

    /// <summary>Finds the subgoals of a map.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Subgoals(GridMap map, CancellationToken cancellation)
    {
        Map = map;
        _stopRows = new ulong[map.Rows.Length];
        _before = new int[map.Rows.Length];
        Array.Fill(_stopRows, ~0UL);
        for (var y = 1; y <= map.Height; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var word = 0; word < map.RowWords; word++) TakeWord(y, word);
        }

        _stopColumns = BitTranspose.Of(_stopRows, map.RowWords, map.ColumnWords, ~0UL, cancellation);
    }

    /// <summary>The map.</summary>
    public GridMap Map { get; }

    /// <summary>How many there are.</summary>
    public int Count => _cells.Count;

    /// <summary>Where a subgoal is, framed.</summary>
    public (int X, int Y) this[int subgoal]
    {
        get
        {
            var (y, x) = Math.DivRem(_cells[subgoal], Map.RowWords * 64);
            return (x, y);
        }
    }

    /// <summary>Whether a free framed cell is a subgoal.</summary>
    public bool IsSubgoal(int x, int y) => ((_stopRows[(y * Map.RowWords) + (x >> 6)] >> (x & 63)) & 1) != 0;

    /// <summary>The number of the subgoal at a framed cell.</summary>
    public int NumberOf(int x, int y)
    {
        var word = (y * Map.RowWords) + (x >> 6);
        return _before[word] + BitOperations.PopCount(_stopRows[word] & Map.Rows[word] & ((1UL << (x & 63)) - 1));
    }

    /// <summary>The first obstacle or subgoal east of a cell: its x. West likewise, and along columns north and south: its y.</summary>
    public int StopEast(int x, int y) => Forward(_stopRows, (y * Map.RowWords) + (x >> 6), x);

    /// <inheritdoc cref="StopEast"/>
    public int StopWest(int x, int y) => Backward(_stopRows, (y * Map.RowWords) + (x >> 6), x);

    /// <inheritdoc cref="StopEast"/>
    public int StopSouth(int x, int y) => Forward(_stopColumns, (x * Map.ColumnWords) + (y >> 6), y);

    /// <inheritdoc cref="StopEast"/>
    public int StopNorth(int x, int y) => Backward(_stopColumns, (x * Map.ColumnWords) + (y >> 6), y);

    private static int Forward(ulong[] stops, int at, int position)
    {
        var bits = stops[at] & (~1UL << (position & 63));
        for (position &= ~63; bits == 0; position += 64) bits = stops[++at];
        return position + BitOperations.TrailingZeroCount(bits);
    }

    private static int Backward(ulong[] stops, int at, int position)
    {
        var bits = stops[at] & ((1UL << (position & 63)) - 1);
        for (position &= ~63; bits == 0; position -= 64) bits = stops[--at];
        return position + 63 - BitOperations.LeadingZeroCount(bits);
    }

    private void TakeWord(int y, int word)
    {
        var at = (y * Map.RowWords) + word;
        var free = Map.Rows[at];
        _before[at] = _cells.Count;
        var corners = (Corners(at, -Map.RowWords, word) | Corners(at, Map.RowWords, word)) & free;
        _stopRows[at] = ~free | corners;
        for (; corners != 0; corners &= corners - 1) _cells.Add((at * 64) + BitOperations.TrailingZeroCount(corners));
    }

    /// <summary>Cells of a word with a free neighbour in the row beside it, a free one to the left or right, and a blocked one between the two.</summary>
    private ulong Corners(int at, int beside, int word)
    {
        var side = Map.Rows[at + beside];
        return side & ((Left(at, word) & ~Left(at + beside, word)) | (Right(at, word) & ~Right(at + beside, word)));
    }

    private ulong Left(int at, int word) => (Map.Rows[at] << 1) | (word == 0 ? 0 : Map.Rows[at - 1] >> 63);

    private ulong Right(int at, int word) => (Map.Rows[at] >> 1) | (word == Map.RowWords - 1 ? 0 : Map.Rows[at + 1] << 63);
}
