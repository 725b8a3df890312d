namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// The subgoals that a path can go to first (Uras, Koenig and Hernandez 2013, "direct-h-reachable"): all paths to them that are as short
/// as on an empty map are free, and none of those passes another subgoal. A shortest path between any two cells either is as short as on
/// an empty map with its diagonal steps first, or leads from one subgoal to another in this way.
/// </summary>
internal static class SubgoalReach
{
    /// <summary>Finds them in a fixed order.</summary>
    /// <param name="subgoals">The subgoals.</param>
    /// <param name="x">A free framed cell.</param>
    /// <param name="y">Its row.</param>
    /// <param name="reached">Receives where they are, framed.</param>
    public static void Find(Subgoals subgoals, int x, int y, List<(int X, int Y)> reached)
    {
        reached.Clear();
        var east = Straight(subgoals, subgoals.StopEast(x, y), y, reached) - 1 - x;
        var west = x - 1 - Straight(subgoals, subgoals.StopWest(x, y), y, reached);
        var south = Upright(subgoals, x, subgoals.StopSouth(x, y), reached) - 1 - y;
        var north = y - 1 - Upright(subgoals, x, subgoals.StopNorth(x, y), reached);
        Diagonal(subgoals, (x, y), (1, 1), (east, south), reached);
        Diagonal(subgoals, (x, y), (-1, 1), (west, south), reached);
        Diagonal(subgoals, (x, y), (1, -1), (east, north), reached);
        Diagonal(subgoals, (x, y), (-1, -1), (west, north), reached);
    }

    private static int Straight(Subgoals subgoals, int stop, int y, List<(int X, int Y)> reached)
    {
        if (subgoals.Map.IsFree(stop, y)) reached.Add((stop, y));
        return stop;
    }

    private static int Upright(Subgoals subgoals, int x, int stop, List<(int X, int Y)> reached)
    {
        if (subgoals.Map.IsFree(x, stop)) reached.Add((x, stop));
        return stop;
    }

    /// <summary>Goes diagonally, and from each cell straight both ways, never farther than from the cells before.</summary>
    private static void Diagonal(Subgoals subgoals, (int X, int Y) from, (int X, int Y) step, (int X, int Y) free, List<(int X, int Y)> reached)
    {
        var map = subgoals.Map;
        var (x, y) = from;
        while (map.IsFree(x + step.X, y) && map.IsFree(x, y + step.Y) && map.IsFree(x + step.X, y + step.Y))
        {
            (x, y) = (x + step.X, y + step.Y);
            if (subgoals.IsSubgoal(x, y))
            {
                reached.Add((x, y));
                return;
            }

            if (free.X > 0)
            {
                var stop = step.X > 0 ? subgoals.StopEast(x, y) : subgoals.StopWest(x, y);
                var steps = Math.Abs(stop - x);
                if (steps <= free.X && map.IsFree(stop, y)) reached.Add((stop, y));
                free.X = Math.Min(free.X, steps - 1);
            }

            if (free.Y > 0)
            {
                var stop = step.Y > 0 ? subgoals.StopSouth(x, y) : subgoals.StopNorth(x, y);
                var steps = Math.Abs(stop - y);
                if (steps <= free.Y && map.IsFree(x, stop)) reached.Add((x, stop));
                free.Y = Math.Min(free.Y, steps - 1);
            }
        }
    }
}
