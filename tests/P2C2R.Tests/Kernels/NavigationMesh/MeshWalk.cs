using P2C2R.Kernels.NavigationMesh;
using P2C2R.Kernels.NavigationMesh.Search;

namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>Walks a path over a mesh from polygon to polygon, only ever across sides, whatever lies above or below.</summary>
internal static class MeshWalk
{
    public static bool CanWalk(PolygonMesh mesh, IReadOnlyList<(Point Place, int Height)> path)
    {
        var at = Enumerable.Range(0, mesh.PolygonCount).Where(p => Holds(mesh, p, path[0].Place)).ToHashSet();
        for (var i = 1; i < path.Count; i++) at = Reach(mesh, at, path[i - 1].Place, path[i].Place);
        return at.Count > 0;
    }

    /// <summary>The polygons that hold the end of a stretch and are reached along it from one of those that hold its start.</summary>
    private static HashSet<int> Reach(PolygonMesh mesh, HashSet<int> starts, Point a, Point b)
    {
        var seen = new HashSet<int>(starts);
        var rest = new Queue<int>(starts);
        while (rest.TryDequeue(out var polygon))
        {
            for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
            {
                if (mesh.Twin[side] >= 0 && Touches(mesh, side, a, b) && seen.Add(mesh.PolygonOf[mesh.Twin[side]])) rest.Enqueue(mesh.PolygonOf[mesh.Twin[side]]);
            }
        }

        return [.. seen.Where(p => Holds(mesh, p, b))];
    }

    /// <summary>Whether a stretch and a side have a place in common.</summary>
    private static bool Touches(PolygonMesh mesh, int side, Point a, Point b)
    {
        var (p, q) = (Point.Of(mesh.Corners[mesh.CornerOf[side]]), Point.Of(mesh.Corners[mesh.CornerOf[mesh.Next(side)]]));
        var isApart = Math.Max(a.X, b.X) < Math.Min(p.X, q.X) || Math.Max(p.X, q.X) < Math.Min(a.X, b.X) || Math.Max(a.Z, b.Z) < Math.Min(p.Z, q.Z) || Math.Max(p.Z, q.Z) < Math.Min(a.Z, b.Z);
        return !isApart && Math.Sign(Point.Turn(a, b, p)) * Math.Sign(Point.Turn(a, b, q)) <= 0 && Math.Sign(Point.Turn(p, q, a)) * Math.Sign(Point.Turn(p, q, b)) <= 0;
    }

    private static bool Holds(PolygonMesh mesh, int polygon, Point place)
    {
        for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
        {
            if (Point.Turn(Point.Of(mesh.Corners[mesh.CornerOf[side]]), Point.Of(mesh.Corners[mesh.CornerOf[mesh.Next(side)]]), place) < 0) return false;
        }

        return true;
    }
}
