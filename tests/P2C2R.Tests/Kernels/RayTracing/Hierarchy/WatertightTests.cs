using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Closed surfaces let nothing through, least of all where triangles meet.</summary>
public sealed class WatertightTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.9f, 1)]
    [InlineData(0.5f, 1000)]
    public void From_inside_a_sphere_every_ray_at_a_corner_or_an_edge_hits(float outwards, float size)
    {
        var mesh = HierarchyScenes.Sphere(24, 40);
        var scene = new TestScene([mesh], [new GeometryInstance(0, new(new(size, 0, 0), new(0, size, 0), new(0, 0, size), new(size / 3, -size, size * 7)))]);
        var hierarchy = scene.Build();
        var random = new Random(21);
        for (var i = 0; i < 3000; i++)
        {
            var origin = scene.Instances[0].ToWorld.Point(HierarchyScenes.Point(random, outwards * 0.5f));
            var (a, b) = (scene.Corner(0, i % mesh.TriangleCount, i % 3), scene.Corner(0, i % mesh.TriangleCount, (i + 1) % 3));
            Assert.True(hierarchy.Occluded(new Ray(origin, a - origin)), $"corner {i}");
            Assert.True(hierarchy.Occluded(new Ray(origin, (a + ((b - a) * (float)random.NextDouble())) - origin)), $"edge {i}");
            Assert.True(hierarchy.Closest(new Ray(origin, HierarchyScenes.Point(random, 1)), out _), $"anywhere {i}");
        }
    }

    [Fact]
    public void Straight_down_on_a_floor_every_corner_and_edge_is_hit()
    {
        var hierarchy = TestScene.Of(HierarchyScenes.Grid(30)).Build();
        for (var z = 0; z <= 60; z++)
        {
            for (var x = 0; x <= 60; x++)
            {
                Assert.True(hierarchy.Closest(new Ray(new(x / 2f, 5, z / 2f), new(0, -1, 0)), out var hit), $"{x}, {z}");
                Assert.Equal(5, hit.Distance);
                Assert.True(hierarchy.Occluded(new Ray(new(x / 2f, -3, z / 2f), new(0, 2, 0))), $"{x}, {z} from below");
            }
        }
    }

    [Fact]
    public void A_hit_is_where_exact_arithmetic_has_it()
    {
        var random = new Random(22);
        var (hits, misses) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b, c) = (HierarchyScenes.Point(random, 1), HierarchyScenes.Point(random, 1), HierarchyScenes.Point(random, 1));
            var origin = HierarchyScenes.Point(random, 3);
            var ray = new Ray(origin, ((a + b + c) / 3) + HierarchyScenes.Point(random, 0.5f) - origin);
            Assert.True(RayFrame.TryMake(ray, Vector128.Create(-3f), Vector128.Create(3f), out var frame));
            var hit = default(Hit);
            var isHit = TriangleTest.Meets(frame, 0, float.PositiveInfinity, a, b, c, ref hit);
            if (Exact(ray, a, b, c) is not var (t, u, v, sure)) continue;
            if (!sure) continue;
            Assert.Equal(t > 0 && u > 0 && v > 0 && u + v < 1, isHit);
            if (!isHit)
            {
                misses++;
                continue;
            }

            hits++;
            Assert.InRange(hit.Distance, t - (1e-3 * (1 + t)), t + (1e-3 * (1 + t)));
            Assert.InRange(hit.U, u - 1e-3, u + 1e-3);
            Assert.InRange(hit.V, v - 1e-3, v + 1e-3);
        }

        Assert.True(hits > 500 && misses > 2000, $"{hits} hits, {misses} misses");
    }

    /// <summary>Cramer's rule in binary64; sure where nothing is close to a border and the ray isn't close to the plane.</summary>
    private static (double T, double U, double V, bool Sure)? Exact(Ray ray, Float3 a, Float3 b, Float3 c)
    {
        double[] d = [ray.Direction.X, ray.Direction.Y, ray.Direction.Z];
        double[] e = [b.X - (double)a.X, b.Y - (double)a.Y, b.Z - (double)a.Z];
        double[] f = [c.X - (double)a.X, c.Y - (double)a.Y, c.Z - (double)a.Z];
        double[] s = [ray.Origin.X - (double)a.X, ray.Origin.Y - (double)a.Y, ray.Origin.Z - (double)a.Z];
        var determinant = Determinant(e, f, [-d[0], -d[1], -d[2]]);
        if (Math.Abs(determinant) < 1e-2) return null;
        var u = Determinant(s, f, [-d[0], -d[1], -d[2]]) / determinant;
        var v = Determinant(e, s, [-d[0], -d[1], -d[2]]) / determinant;
        var t = Determinant(e, f, s) / determinant;
        const double Border = 1e-4;
        return (t, u, v, Math.Abs(u) > Border && Math.Abs(v) > Border && Math.Abs(1 - u - v) > Border && Math.Abs(t) > Border);
    }

    private static double Determinant(double[] p, double[] q, double[] r)
        => (p[0] * ((q[1] * r[2]) - (q[2] * r[1]))) - (q[0] * ((p[1] * r[2]) - (p[2] * r[1]))) + (r[0] * ((p[1] * q[2]) - (p[2] * q[1])));
}
