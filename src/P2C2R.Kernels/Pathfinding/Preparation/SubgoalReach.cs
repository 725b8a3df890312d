using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// The subgoals that a path can go to first: all paths to them that are as short as on an empty map are free, and none of those passes another
/// subgoal of the kind looked for ("direct-h-reachable", Uras, Koenig and Hernandez 2013).
/// </summary>
internal static class SubgoalReach
{
    /// <summary>Finds them in a fixed order.</summary>
    /// <param name="map">The map.</param>
    /// <param name="stops">The kind looked for: <see cref="Subgoals.All"/> or <see cref="Subgoals.Turns"/>.</param>
    /// <param name="x">A free framed cell.</param>
    /// <param name="y">Its row.</param>
    /// <param name="reached">Receives where they are, framed.</param>
    public static void Find(GridMap map, ReachStops stops, int x, int y, List<(int X, int Y)> reached)
    {
        reached.Clear();
        var east = AddRow(map, stops.East.NextInRow(x, y, 1), y, reached) - 1 - x;
        var west = x - 1 - AddRow(map, stops.West.NextInRow(x, y, -1), y, reached);
        var south = AddColumn(map, x, stops.South.NextInColumn(x, y, 1), reached) - 1 - y;
        var north = y - 1 - AddColumn(map, x, stops.North.NextInColumn(x, y, -1), reached);
        Quadrant(map, stops.Falling, (x, y), (1, 1), (east, south), reached);
        Quadrant(map, stops.Rising, (x, y), (-1, 1), (west, south), reached);
        Quadrant(map, stops.Rising, (x, y), (1, -1), (east, north), reached);
        Quadrant(map, stops.Falling, (x, y), (-1, -1), (west, north), reached);
    }

    private static int AddRow(GridMap map, int stop, int y, List<(int X, int Y)> reached)
    {
        if (map.IsFree(stop, y)) reached.Add((stop, y));
        return stop;
    }

    private static int AddColumn(GridMap map, int x, int stop, List<(int X, int Y)> reached)
    {
        if (map.IsFree(x, stop)) reached.Add((x, stop));
        return stop;
    }

    /// <summary>Goes diagonally, and from each cell straight both ways, never farther than from the cells before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Quadrant(GridMap map, LineStops stops, (int X, int Y) from, (int X, int Y) step, (int X, int Y) free, List<(int X, int Y)> reached)
    {
        var (x, y) = from;
        while (map.IsFree(x + step.X, y) && map.IsFree(x, y + step.Y) && map.IsFree(x + step.X, y + step.Y))
        {
            (x, y) = (x + step.X, y + step.Y);
            if (stops.IsAt(x, y))
            {
                reached.Add((x, y));
                return;
            }

            if (free.X > 0)
            {
                var stop = stops.NextInRow(x, y, step.X);
                var steps = Math.Abs(stop - x);
                if (steps <= free.X) AddRow(map, stop, y, reached);
                free.X = Math.Min(free.X, steps - 1);
            }

            if (free.Y > 0)
            {
                var stop = stops.NextInColumn(x, y, step.Y);
                var steps = Math.Abs(stop - y);
                if (steps <= free.Y) AddColumn(map, x, stop, reached);
                free.Y = Math.Min(free.Y, steps - 1);
            }
        }
    }
}
