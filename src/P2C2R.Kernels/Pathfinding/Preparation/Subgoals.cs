using System.Numerics;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// The corners that shortest paths turn at (Uras, Koenig and Hernandez 2013, "Subgoal Graphs for Optimal Pathfinding in Eight-Neighbor
/// Grids"): free cells with a blocked one diagonally beside them and both cells between the two free. Numbered row by row.
/// </summary>
internal sealed class Subgoals
{
    // Subgoals as bits, framed rows as GridMap has them, and how many there are in the words before each one.
    private readonly ulong[] _rows;
    private readonly int[] _before;
    private readonly List<int> _cells = [];

    /// <summary>Finds the subgoals of a map.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Subgoals(GridMap map, CancellationToken cancellation)
    {
        Map = map;
        _rows = new ulong[map.Rows.Length];
        _before = new int[map.Rows.Length];
        var corners = new CornerRows(map, cancellation);
        for (var at = 0; at < _rows.Length; at++)
        {
            _rows[at] = corners.NorthWest[at] | corners.NorthEast[at] | corners.SouthWest[at] | corners.SouthEast[at];
            _before[at] = _cells.Count;
            for (var bits = _rows[at]; bits != 0; bits &= bits - 1) _cells.Add((at * 64) + BitOperations.TrailingZeroCount(bits));
        }

        var all = new LineStops(map, _rows, _rows, cancellation);
        All = new ReachStops(all, all, all, all, all, all);

        // Where a path bends, a blocked cell lies inside the bend. A path that comes from the north-west bends around what is in the north-east
        // or in the south-west of where it bends; one that goes straight, around what is behind and beside.
        Turns = new ReachStops(
            East: new LineStops(map, corners.NorthWest, corners.SouthWest, cancellation),
            West: new LineStops(map, corners.NorthEast, corners.SouthEast, cancellation),
            South: new LineStops(map, corners.NorthWest, corners.NorthEast, cancellation),
            North: new LineStops(map, corners.SouthWest, corners.SouthEast, cancellation),
            Falling: new LineStops(map, corners.NorthEast, corners.SouthWest, cancellation),
            Rising: new LineStops(map, corners.NorthWest, corners.SouthEast, cancellation));
    }

    /// <summary>The map.</summary>
    public GridMap Map { get; }

    /// <summary>How many there are.</summary>
    public int Count => _cells.Count;

    /// <summary>All of them: those that lead on to the goal in some way.</summary>
    public ReachStops All { get; }

    /// <summary>Those that a path from somewhere else can turn at ("taut", Oh and Leong 2017, "Edge N-Level Sparse Visibility Graphs"); the others it passes straight.</summary>
    public ReachStops Turns { get; }

    /// <summary>Where a subgoal is, framed.</summary>
    public (int X, int Y) this[int subgoal]
    {
        get
        {
            var (y, x) = Math.DivRem(_cells[subgoal], Map.RowWords * 64);
            return (x, y);
        }
    }

    /// <summary>The number of the subgoal at a framed cell.</summary>
    public int NumberOf(int x, int y)
    {
        var word = (y * Map.RowWords) + (x >> 6);
        return _before[word] + BitOperations.PopCount(_rows[word] & ((1UL << (x & 63)) - 1));
    }
}
