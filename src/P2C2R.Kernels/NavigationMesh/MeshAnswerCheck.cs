using P2C2R.Kernels.NavigationMesh.Search;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>What is wrong with an answer from a stranger, as far as the client can see cheaply; the rest is what replication is for.</summary>
/// <param name="mesh">The mesh that came with it.</param>
internal sealed class MeshAnswerCheck(PolygonMesh mesh)
{
    private readonly HashSet<Point> _walls = [.. Enumerable.Range(0, mesh.Corners.Length).Where(i => mesh.IsAtWall[i]).Select(i => Point.Of(mesh.Corners[i]))];

    /// <summary>Says what is wrong, or null.</summary>
    public string? Find(MeshQuery query, MeshAnswer answer)
    {
        var path = answer.Path;
        if (answer.Status != QueryStatus.Reachable) return path.Count == 0 && answer.Length == 0 ? null : "a path where there is none";
        if (path.Count == 0) return "no path where there is one";
        if (IsFar(path[0].Place, query.Start)) return "the path doesn't start where it should";
        if (IsFar(path[^1].Place, query.Goal)) return "the path doesn't end where it should";
        for (var i = 1; i < path.Count - 1; i++)
        {
            if (!_walls.Contains(path[i].Place)) return "the path turns where there is no corner";
        }

        return answer.Length == MeshSolver.LengthOf(path) ? null : "the path isn't as long as it says";
    }

    private bool IsFar(Point a, Point b) => Point.Distance(a, b) > (mesh.Settings.Radius + 3) * Point.PerCell;
}
