using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Tests.Kernels.RayTracing.Sampling;

public sealed class MappingTests
{
    private const int Count = 1 << 14;

    private static IEnumerable<(float U, float V)> Points => Enumerable.Range(0, Count).Select(static i => LowDiscrepancy.Pair(5, i, 0));

    [Fact]
    public void Disks_are_covered_evenly()
    {
        // Shares within a radius r are r^2, in each of 8 sectors 1/8.
        var disk = Points.Select(static p => Mapping.Disk(p.U, p.V)).ToList();
        foreach (var radius in (double[])[0.25, 0.5, 0.75, 1]) Assert.Equal(radius * radius, disk.Count(p => (p.X * p.X) + (p.Y * p.Y) <= radius * radius) / (double)Count, 0.003);
        Assert.All(disk.GroupBy(static p => (int)((Math.Atan2(p.Y, p.X) + Math.PI) / Math.PI * 4) % 8), static g => Assert.Equal(0.125, g.Count() / (double)Count, 0.003));
        Assert.All(disk, static p => Assert.True((p.X * p.X) + (p.Y * p.Y) <= 1.000001f));
    }

    [Fact]
    public void Directions_have_the_moments_of_their_densities()
    {
        // Means of z and z^2: by the cosine 2/3 and 1/2; even 0 and 1/3; in a cap of height h 1 - h/2.
        AssertMoments(static (u, v) => Mapping.CosineHemisphere(u, v), 2.0 / 3, 0.5);
        AssertMoments(static (u, v) => Mapping.Sphere(u, v), 0, 1.0 / 3);
        AssertMoments(static (u, v) => Mapping.Cap(u, v, 0.1f), 0.95, (0.9 * 0.9) + (0.9 * 0.1) + (0.1 * 0.1 / 3));
    }

    [Fact]
    public void Triangles_are_covered_evenly()
    {
        var weights = Points.Select(static p => Mapping.Triangle(p.U, p.V)).ToList();
        Assert.All(weights, static w => Assert.True(w is { Second: >= 0, Third: >= 0 } && w.Second + w.Third <= 1.000001f));
        Assert.Equal(1.0 / 3, weights.Average(static w => w.Second), 1e-3);
        Assert.Equal(1.0 / 3, weights.Average(static w => w.Third), 1e-3);

        // The mean of a product of two weights is 1/12, of a square 1/6.
        Assert.Equal(1.0 / 12, weights.Average(static w => w.Second * w.Third), 1e-3);
        Assert.Equal(1.0 / 6, weights.Average(static w => w.Second * w.Second), 1e-3);
    }

    [Fact]
    public void Frames_have_right_angles()
    {
        foreach (var (u, v) in Points.Take(1000))
        {
            var z = Mapping.Sphere(u, v);
            var frame = new Frame(z);
            var (x, y) = (frame.ToWorld(new Float3(1, 0, 0)), frame.ToWorld(new Float3(0, 1, 0)));
            Assert.True((Float3.Cross(x, y) - z).Length < 1e-5f);
            Assert.True((frame.ToLocal(frame.ToWorld(new Float3(0.1f, -0.7f, 0.3f))) - new Float3(0.1f, -0.7f, 0.3f)).Length < 1e-5f);
        }
    }

    private static void AssertMoments(Func<float, float, Float3> map, double mean, double square)
    {
        var directions = Points.Select(p => map(p.U, p.V)).ToList();
        Assert.All(directions, static d => Assert.Equal(1, d.Length, 1e-5));
        Assert.Equal(mean, directions.Average(static d => (double)d.Z), 1e-3);
        Assert.Equal(square, directions.Average(static d => (double)d.Z * d.Z), 1e-3);
        Assert.Equal(0, directions.Average(static d => (double)d.X), 1e-3);
        Assert.Equal(0, directions.Average(static d => (double)d.Y), 1e-3);
    }
}
