using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>Answers queries on a mesh. For one thread at a time.</summary>
/// <param name="mesh">The mesh.</param>
/// <param name="cancellation">Looked at while polygons are sorted.</param>
internal sealed class MeshSolver(PolygonMesh mesh, CancellationToken cancellation = default)
{
    private readonly PointLocation _location = new(mesh, cancellation);
    private readonly PolyanyaSearch _exact = new(mesh);
    private readonly FunnelSearch _fast = new(mesh);
    private readonly List<int> _corners = [];

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isFast">Whether a path that is found fast is enough.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public MeshAnswer Solve(MeshQuery query, bool isFast, CancellationToken cancellation)
    {
        if (IsOutside(query.Start)) return None(QueryStatus.StartOutside);
        if (IsOutside(query.Goal)) return None(QueryStatus.GoalOutside);
        var (startPolygon, start) = _location.Find(query.Start, query.StartHeight);
        if (startPolygon < 0) return None(QueryStatus.StartBlocked);
        var (goalPolygon, goal) = _location.Find(query.Goal, query.GoalHeight);
        if (goalPolygon < 0) return None(QueryStatus.GoalBlocked);
        if (mesh.ComponentOf[startPolygon] != mesh.ComponentOf[goalPolygon]) return None(QueryStatus.Unreachable);
        _corners.Clear();
        var starts = _location.Holding(startPolygon, start);
        if (!starts.Contains(goalPolygon) && !Search(start, starts, goal, goalPolygon, isFast, cancellation)) return None(QueryStatus.Unreachable);
        return Answer((start, query.StartHeight), (goal, query.GoalHeight));
    }

    private bool Search(Point start, List<int> starts, Point goal, int goalPolygon, bool isFast, CancellationToken cancellation) => isFast
        ? _fast.TryFind(start, starts[0], goal, goalPolygon, _corners, cancellation)
        : _exact.TryFind(start, starts, goal, goalPolygon, _corners, cancellation);

    private static MeshAnswer None(QueryStatus status) => new(status, 0, []);

    private MeshAnswer Answer((Point Place, int Height) start, (Point Place, int Height) goal)
    {
        List<(Point Place, int Height)> path = [start];
        foreach (var corner in _corners) Add(path, (Point.Of(mesh.Corners[corner]), mesh.Corners[corner].Y * Point.PerCell));
        Add(path, goal);
        return new MeshAnswer(QueryStatus.Reachable, LengthOf(path), path);
    }

    private static void Add(List<(Point Place, int Height)> path, (Point Place, int Height) next)
    {
        if (path[^1].Place != next.Place) path.Add(next);
    }

    /// <summary>The length of a path seen from above, in cells, added up from its start.</summary>
    public static double LengthOf(IReadOnlyList<(Point Place, int Height)> path)
    {
        double length = 0;
        for (var i = 1; i < path.Count; i++) length += Point.Distance(path[i - 1].Place, path[i].Place);
        return length / Point.PerCell;
    }

    private bool IsOutside(Point place)
    {
        var reach = (mesh.Settings.Radius + 1) * Point.PerCell;
        return place.X < -reach || place.Z < -reach || place.X > (mesh.Settings.MapWidth * Point.PerCell) + reach || place.Z > (mesh.Settings.MapDepth * Point.PerCell) + reach;
    }
}
