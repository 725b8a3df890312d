using P2C2R.Kernels.NavigationMesh;
using P2C2R.Kernels.NavigationMesh.Search;

namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>
/// Shortest paths on a flat mesh by trying everything: every corner sees every other one or not, then Dijkstra. Shares nothing
/// with the searches but the mesh.
/// </summary>
internal sealed class VisibilityGraph(PolygonMesh mesh)
{
    private const double Slack = 1e-9;

    /// <summary>The length of the shortest path in cells; infinite where there is none.</summary>
    public double Length(Point start, Point goal)
    {
        List<Point> places = [start, .. mesh.Corners.Select(Point.Of).Distinct(), goal];
        var lengths = Enumerable.Repeat(double.PositiveInfinity, places.Count).ToArray();
        var isDone = new bool[places.Count];
        lengths[0] = 0;
        while (true)
        {
            var nearest = -1;
            for (var i = 0; i < places.Count; i++)
            {
                if (!isDone[i] && !double.IsInfinity(lengths[i]) && (nearest < 0 || lengths[i] < lengths[nearest])) nearest = i;
            }

            if (nearest < 0 || nearest == places.Count - 1) return lengths[^1] / Point.PerCell;
            isDone[nearest] = true;
            for (var i = 0; i < places.Count; i++)
            {
                if (isDone[i]) continue;
                var length = lengths[nearest] + Point.Distance(places[nearest], places[i]);
                if (length < lengths[i] && Sees(places[nearest], places[i])) lengths[i] = length;
            }
        }
    }

    /// <summary>Whether a stretch lies wholly on polygons: the parts of it that lie on each, put together, leave nothing out.</summary>
    public bool Sees(Point a, Point b)
    {
        var parts = new List<(double From, double To)>();
        for (var polygon = 0; polygon < mesh.PolygonCount; polygon++)
        {
            if (Part(polygon, a, b) is { } part) parts.Add(part);
        }

        parts.Sort();
        double covered = 0;
        foreach (var (from, to) in parts)
        {
            if (from > covered + Slack) return false;
            covered = Math.Max(covered, to);
        }

        return covered >= 1 - Slack;
    }

    private (double From, double To)? Part(int polygon, Point a, Point b)
    {
        double from = 0, to = 1;
        for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
        {
            var (p, q) = (Point.Of(mesh.Corners[mesh.CornerOf[side]]), Point.Of(mesh.Corners[mesh.CornerOf[mesh.Next(side)]]));
            double ofA = Point.Turn(p, q, a), ofB = Point.Turn(p, q, b);
            if (ofA < 0 && ofB < 0) return null;
            if (ofA < 0) from = Math.Max(from, ofA / (ofA - ofB));
            else if (ofB < 0) to = Math.Min(to, ofA / (ofA - ofB));
        }

        return from <= to ? (from, to) : null;
    }
}
