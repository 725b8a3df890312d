using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Shapes;

/// <summary>Hulls beside what can be said of them by trying all points, planes and a great many samples.</summary>
public sealed class HullBuilderTests
{
    [Theory]
    [InlineData(4, 1)]
    [InlineData(16, 2)]
    [InlineData(60, 3)]
    [InlineData(400, 4)]
    public void A_hull_of_random_points_is_theirs(int count, int seed)
    {
        var points = Points(count, seed);
        var hull = HullBuilder.Build(points)!;

        // Points lie behind all planes, up to the merging of faces (4 times 3e-6 of the extent).
        for (var f = 0; f < hull.FaceCount; f++) Assert.All(points, p => Assert.True(Float3.Dot(hull.Normal(f), p) <= hull.Offsets[f] + 2e-5));

        // Euler: corners - edges + faces = 2.
        Assert.Equal(2, hull.VertexCount - hull.Edges.Length + hull.FaceCount);
        var corners = Enumerable.Range(0, hull.VertexCount).Select(hull.Vertex).ToHashSet();
        Assert.Subset(points.ToHashSet(), corners);

        // The farthest point in any direction is a corner.
        foreach (var direction in Points(200, seed + 100))
        {
            Assert.Equal(points.Max(p => Float3.Dot(direction, p)), corners.Max(p => Float3.Dot(direction, p)), 1e-5);
        }
    }

    [Fact]
    public void Faces_in_one_plane_are_one_face()
    {
        var grid = new List<Float3>();
        for (var i = 0; i < 27; i++) grid.Add(new(i % 3, i / 3 % 3, i / 9));
        var hull = HullBuilder.Build([.. grid])!;
        Assert.Equal((8, 6), (hull.FaceStarts[^1] / 3, hull.FaceCount));
    }

    [Fact]
    public void Points_in_a_plane_have_no_hull()
    {
        Assert.Null(HullBuilder.Build([.. Points(50, 5).Select(p => new Float3(p.X, 2, p.Z))]));
        Assert.Null(HullBuilder.Build([new(1, 1, 1), new(1, 1, 1), new(2, 2, 2), new(3, 3, 3)]));
    }

    [Fact]
    public void Mass_of_a_hull_is_that_of_samples_inside()
    {
        var hull = HullBuilder.Build(Points(24, 6))!;
        var mass = MassProperties.OfHull(hull);
        var (inside, sum, moment) = (0, default(Float3), default(Symmetric3));
        const int samples = 200_000;
        foreach (var p in Points(samples, 7))
        {
            if (Enumerable.Range(0, hull.FaceCount).Any(f => Float3.Dot(hull.Normal(f), p) > hull.Offsets[f])) continue;
            (inside, sum, moment) = (inside + 1, sum + p, moment + Symmetric3.OfPoint(p - mass.Center));
        }

        // Monte Carlo in a cube of 8 m^3: an error of about 1 / sqrt(samples inside), three times that.
        var tolerance = 3 / Math.Sqrt(inside);
        Assert.Equal(1, 8.0 * inside / samples / mass.Volume, tolerance);
        Assert.True((sum / inside - mass.Center).Length < tolerance);
        Assert.Equal(1, moment.XX * 8 / samples / mass.Inertia.XX, 2 * tolerance);
        Assert.Equal(0, ((moment.XY * 8 / samples) - mass.Inertia.XY) / mass.Inertia.XX, 2 * tolerance);
    }

    [Fact]
    public void A_box_of_corners_has_the_mass_of_a_box()
    {
        var box = Shape.Box(new(0.5f, 1, 2));
        var (formula, integral) = (box.Mass, MassProperties.OfHull(box.Hull!));
        Assert.Equal(formula.Volume, integral.Volume, 1e-5);
        Assert.Equal(formula.Inertia.XX, integral.Inertia.XX, 1e-4);
        Assert.Equal(formula.Inertia.YY, integral.Inertia.YY, 1e-4);
    }

    private static Float3[] Points(int count, int seed)
    {
        float Part(int i, int sample) => ((CounterRandom.Bits(seed, i, sample) >> 40) / 8388608f) - 1;
        return [.. Enumerable.Range(0, count).Select(i => new Float3(Part(i, 0), Part(i, 1), Part(i, 2)))];
    }
}
