namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>
/// Fast paths that need not be the shortest: A* over the middles of sides, then the shortest path inside the polygons that it
/// found, by the funnel (D. Lee, F. Preparata 1984; as M. Mononen's "Simple Stupid Funnel Algorithm", 2010).
/// </summary>
/// <param name="mesh">The mesh.</param>
internal sealed class FunnelSearch(PolygonMesh mesh)
{
    private readonly SearchQueue _open = new();
    private readonly double[] _cost = new double[mesh.Twin.Length];
    private readonly int[] _before = new int[mesh.Twin.Length];
    private readonly int[] _round = new int[mesh.Twin.Length];
    private int _current;

    /// <summary>Finds the corners at which a path turns.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="startPolygon">The polygon that holds the start.</param>
    /// <param name="goal">Where it ends.</param>
    /// <param name="goalPolygon">The polygon that holds the goal: another one.</param>
    /// <param name="corners">Receives the corners, in order.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Whether there is a path.</returns>
    public bool TryFind(Point start, int startPolygon, Point goal, int goalPolygon, List<int> corners, CancellationToken cancellation)
    {
        var last = FindCorridor(start, startPolygon, goal, goalPolygon, cancellation);
        if (last < 0) return false;
        var sides = new List<int>();
        for (var side = last; side >= 0; side = _before[side]) sides.Add(side);
        sides.Reverse();
        Pull(start, goal, sides, corners);
        return true;
    }

    /// <summary>The side by which the goal's polygon is left backwards; sides are those of the polygons that are left.</summary>
    private int FindCorridor(Point start, int startPolygon, Point goal, int goalPolygon, CancellationToken cancellation)
    {
        _open.Clear();
        _current++;
        Leave(startPolygon, -1, start, 0, goal);
        while (_open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (cost, side) = _open.Pop();
            var (x, z) = Middle(side);
            var atMiddle = new Point(x, z);
            if (cost > _cost[side] + Point.Distance(atMiddle, goal)) continue;
            var polygon = mesh.PolygonOf[mesh.Twin[side]];
            if (polygon == goalPolygon) return side;
            Leave(polygon, side, atMiddle, _cost[side], goal);
        }

        return -1;
    }

    private void Leave(int polygon, int entrance, Point from, double cost, Point goal)
    {
        for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
        {
            if (mesh.Twin[side] < 0 || mesh.Twin[side] == entrance) continue;
            var (x, z) = Middle(side);
            var to = new Point(x, z);
            var total = cost + Point.Distance(from, to);
            if (_round[side] == _current && total >= _cost[side]) continue;
            (_cost[side], _before[side], _round[side]) = (total, entrance, _current);
            _open.Push(total + Point.Distance(to, goal), side);
        }
    }

    private (int X, int Z) Middle(int side)
    {
        var (a, b) = (At(side), At(mesh.Next(side)));
        return ((a.X + b.X) / 2, (a.Z + b.Z) / 2);
    }

    private Point At(int side) => Point.Of(mesh.Corners[mesh.CornerOf[side]]);

    /// <summary>Narrows a funnel from the apex side by side; where its sides cross, the path turns and the funnel starts again.</summary>
    private void Pull(Point start, Point goal, List<int> sides, List<int> corners)
    {
        var (apex, left, right) = (start, start, start);
        int leftCorner = -1, rightCorner = -1, leftAt = 0, rightAt = 0;
        for (var i = 0; i <= sides.Count; i++)
        {
            // Leaving across a side its end is on the left.
            var isGoal = i == sides.Count;
            var (newLeft, newRight) = isGoal ? (goal, goal) : (At(mesh.Next(sides[i])), At(sides[i]));
            if (Point.Turn(apex, right, newRight) >= 0)
            {
                if (apex == right || Point.Turn(apex, left, newRight) < 0)
                {
                    (right, rightAt, rightCorner) = (newRight, i, isGoal ? -1 : mesh.CornerOf[sides[i]]);
                }
                else
                {
                    if (leftCorner < 0) return;
                    corners.Add(leftCorner);
                    i = leftAt;
                    (apex, right, rightAt, rightCorner) = (left, left, leftAt, leftCorner);
                    continue;
                }
            }

            if (Point.Turn(apex, left, newLeft) > 0) continue;
            if (apex == left || Point.Turn(apex, right, newLeft) > 0)
            {
                (left, leftAt, leftCorner) = (newLeft, i, isGoal ? -1 : mesh.CornerOf[mesh.Next(sides[i])]);
            }
            else
            {
                if (rightCorner < 0) return;
                corners.Add(rightCorner);
                i = rightAt;
                (apex, left, leftAt, leftCorner) = (right, right, rightAt, rightCorner);
            }
        }
    }
}
