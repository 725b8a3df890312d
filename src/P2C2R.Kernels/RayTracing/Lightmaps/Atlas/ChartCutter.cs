using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>
/// Cuts an instance into charts: from the first triangle that is left over neighbours across edges join whose normals are near
/// enough to its own; they are projected along their average normal, and those that would lie on top of others are cut off again.
/// </summary>
internal sealed class ChartCutter
{
    // The cosine of 45 degrees: a triangle shrinks to no less than that.
    private const double LeastCosine = 0.70710678118654752;

    private readonly WorldTriangles _triangles;
    private readonly int _instance;
    private readonly double _density;
    private readonly Double3[] _normals;
    private readonly int[] _neighbours;
    private readonly bool[] _isPlaced;

    private ChartCutter(WorldTriangles triangles, int instance, double density)
    {
        (_triangles, _instance, _density) = (triangles, instance, density);
        _normals = [.. Enumerable.Range(0, triangles.Count).Select(i => triangles.Normal(i).Normalized())];
        _neighbours = EdgeNeighbours.Of(triangles.Mesh);
        _isPlaced = new bool[triangles.Count];
    }

    /// <summary>Cuts.</summary>
    /// <param name="triangles">The instance's triangles.</param>
    /// <param name="instance">Its number.</param>
    /// <param name="density">Texels for a unit of length, about.</param>
    /// <param name="cancellation">Ends it.</param>
    public static List<Chart> Cut(WorldTriangles triangles, int instance, double density, CancellationToken cancellation)
    {
        var cutter = new ChartCutter(triangles, instance, density);
        var charts = new List<Chart>();
        for (var seed = 0; seed < triangles.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (cutter._isPlaced[seed]) seed++;
            else charts.Add(cutter.ChartFrom(seed));
        }

        return charts;
    }

    /// <summary>The seed is placed in any case, so that this comes to an end.</summary>
    private Chart ChartFrom(int seed)
    {
        var chart = Project(Grow(seed));
        if (ChartGrid.TryMake(chart, _density) is not { } grid) return chart;
        var kept = new List<int>();
        for (var i = 0; i < chart.Triangles.Length; i++)
        {
            var isKept = i == 0 || grid.IsFree(i);
            _isPlaced[chart.Triangles[i]] = isKept;
            if (!isKept) continue;
            grid.Take(i);
            kept.Add(chart.Triangles[i]);
        }

        return kept.Count == chart.Triangles.Length ? chart : Project(kept);
    }

    private List<int> Grow(int seed)
    {
        var members = new List<int> { seed };
        _isPlaced[seed] = true;
        for (var next = 0; next < members.Count; next++)
        {
            for (var edge = 0; edge < 3; edge++)
            {
                var neighbour = _neighbours[(3 * members[next]) + edge];
                if (neighbour < 0 || _isPlaced[neighbour] || !(Double3.Dot(_normals[neighbour], _normals[seed]) >= LeastCosine)) continue;
                _isPlaced[neighbour] = true;
                members.Add(neighbour);
            }
        }

        return members;
    }

    private Chart Project(List<int> members)
    {
        var sum = default(Double3);
        foreach (var triangle in members) sum += _triangles.Normal(triangle);
        var normal = sum.Normalized();
        if (normal == default) normal = _normals[members[0]];
        var right = LongestBorder(members, normal);
        var down = Double3.Cross(right, normal);
        var places = new double[6 * members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                var corner = _triangles.Corner(members[i], c);
                (places[(6 * i) + (2 * c)], places[(6 * i) + (2 * c) + 1]) = (Double3.Dot(corner, right), Double3.Dot(corner, down));
            }
        }

        return new Chart(_instance, [.. members], places);
    }

    /// <summary>The direction of the chart's longest outer edge in its plane: walls come to lie straight.</summary>
    private Double3 LongestBorder(List<int> members, Double3 normal)
    {
        var inside = new HashSet<int>(members);
        var (longest, length) = (default(Double3), 0.0);
        foreach (var triangle in members)
        {
            for (var edge = 0; edge < 3; edge++)
            {
                if (inside.Contains(_neighbours[(3 * triangle) + edge])) continue;
                var along = _triangles.Corner(triangle, (edge + 1) % 3) - _triangles.Corner(triangle, edge);
                along -= normal * Double3.Dot(along, normal);
                if (along.Length > length) (longest, length) = (along, along.Length);
            }
        }

        return length > 0 ? longest.Normalized() : Double3.Cross(normal, Math.Abs(normal.Y) < 0.9 ? new Double3(0, 1, 0) : new Double3(1, 0, 0)).Normalized();
    }
}
