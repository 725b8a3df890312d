using System.Numerics;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>Blocked cells together with subgoals of some kind, by rows and by columns, so that a line is followed to the next of them 64 cells at a time. Coordinates are framed.</summary>
internal sealed class LineStops
{
    private readonly ulong[] _rows;
    private readonly ulong[] _columns;
    private readonly int _rowWords;
    private readonly int _columnWords;

    /// <summary>Puts them together.</summary>
    /// <param name="map">The map.</param>
    /// <param name="some">Subgoals, rows as the map has them.</param>
    /// <param name="others">More of them.</param>
    /// <param name="cancellation">Ends it.</param>
    public LineStops(GridMap map, ulong[] some, ulong[] others, CancellationToken cancellation)
    {
        (_rowWords, _columnWords) = (map.RowWords, map.ColumnWords);
        _rows = new ulong[map.Rows.Length];
        for (var at = 0; at < _rows.Length; at++) _rows[at] = ~map.Rows[at] | some[at] | others[at];
        _columns = BitTranspose.Of(_rows, _rowWords, _columnWords, ~0UL, cancellation);
    }

    /// <summary>Whether a cell is one of them.</summary>
    public bool IsAt(int x, int y) => ((_rows[(y * _rowWords) + (x >> 6)] >> (x & 63)) & 1) != 0;

    /// <summary>The x of the next one in a row.</summary>
    /// <param name="x">Where to start; this cell itself isn't looked at.</param>
    /// <param name="y">The row.</param>
    /// <param name="step">1 for east, -1 for west.</param>
    public int NextInRow(int x, int y, int step)
    {
        var at = (y * _rowWords) + (x >> 6);
        return step > 0 ? Forward(_rows, at, x) : Backward(_rows, at, x);
    }

    /// <summary>The y of the next one in a column, south (1) or north (-1).</summary>
    public int NextInColumn(int x, int y, int step)
    {
        var at = (x * _columnWords) + (y >> 6);
        return step > 0 ? Forward(_columns, at, y) : Backward(_columns, at, y);
    }

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
}
