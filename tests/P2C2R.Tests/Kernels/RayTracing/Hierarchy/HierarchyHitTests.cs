using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>
/// Every hit against all triangles asked one by one, with each width of vectors that this machine has. The rays a scene are few enough for
/// each run of the tests; with P2C2R_FULL_SWEEP=1 they are 100,000, which takes some minutes.
/// </summary>
public sealed class HierarchyHitTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("P2C2R_FULL_SWEEP") is { Length: > 0 };

    public static TheoryData<string> Scenes => [.. HierarchyScenes.Names];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Every_hit_is_that_of_all_triangles_asked_one_by_one(string name) => Compare(HierarchyScenes.Make(name), IsFull ? 100_000 : 2_000);

    [Theory]
    [InlineData("meshes", "dungeon.obj", 10_133, 4_000)]
    [InlineData("gltf/FlightHelmet", "FlightHelmet.gltf", 94_722, 500)]
    public void Every_hit_in_a_real_scene_is_that_of_all_triangles(string folder, string file, int triangles, int rays)
    {
        var mesh = MeshFile.Read(file, new FilesIn(RealData.Require(folder)));
        Assert.Equal(triangles, mesh.TriangleCount);
        Compare(TestScene.Of(mesh), IsFull ? 100_000 : rays);
    }

    /// <summary>From inside and outside: where a real mesh's triangles meet, nothing passes between them.</summary>
    [Theory]
    [InlineData("meshes", "dungeon.obj")]
    [InlineData("gltf/FlightHelmet", "FlightHelmet.gltf")]
    public void Nothing_leaks_where_triangles_of_a_real_scene_meet(string folder, string file)
    {
        var mesh = MeshFile.Read(file, new FilesIn(RealData.Require(folder)));
        var hierarchy = TestScene.Of(mesh).Build();
        var (size, middle) = ((hierarchy.High - hierarchy.Low).Length, (hierarchy.High + hierarchy.Low) * 0.5f);
        var (edges, random) = (new SharedEdges(mesh), new Random(9));
        var (rays, leaks, wanted) = (0, 0, IsFull ? 1_000_000 : 50_000);
        while (rays < wanted)
        {
            var origin = middle + HierarchyScenes.Point(random, size * (random.Next(2) == 0 ? 0.3f : 2));
            if (edges.TryMake(origin, random) is not { } ray) continue;
            rays++;
            if (!hierarchy.Closest(ray, out _) || !hierarchy.Occluded(ray)) leaks++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rays} rays at {edges.EdgeCount} edges and {edges.CornerCount} corners");
        Assert.Equal(0, leaks);
    }

    [Theory]
    [InlineData("soup")]
    [InlineData("grid")]
    [InlineData("sphere")]
    [InlineData("pile")]
    [InlineData("instances")]
    public void Many_rays_at_once_hit_what_they_hit_one_by_one(string name)
    {
        var scene = HierarchyScenes.Make(name);
        var hierarchy = scene.Build();
        var random = new Random(12);
        var (size, middle) = ((hierarchy.High - hierarchy.Low).Length, (hierarchy.High + hierarchy.Low) * 0.5f);
        var found = 0;
        for (var round = 0; round < 60; round++)
        {
            // From one point nearly the same way, from many places, and at what has corners in common.
            var rays = new Ray[37];
            var (eye, way) = (middle + HierarchyScenes.Point(random, size * 0.4f), HierarchyScenes.Point(random, 1));
            var spread = round % 3 == 2 ? 1f : 0.05f;
            for (var i = 0; i < rays.Length; i++)
            {
                var (instance, triangle) = scene.RandomTriangle(random);
                var direction = round % 5 == 0 ? scene.Corner(instance, triangle, 0) - eye : way + HierarchyScenes.Point(random, spread);
                rays[i] = new Ray(eye + HierarchyScenes.Point(random, round % 2 * spread), direction, 0.001f * (i % 3), i % 7 == 0 ? size : float.PositiveInfinity);
            }

            var hits = new Hit[rays.Length];
            hierarchy.Closest(rays, hits);
            for (var i = 0; i < rays.Length; i++)
            {
                if (hierarchy.Closest(rays[i], out var expected)) found++;
                Assert.Equal(expected, hits[i]);
            }
        }

        Assert.True(found > 60, $"{found} hits");
    }

    [Fact]
    public void A_filter_decides_which_hits_count()
    {
        var scene = HierarchyScenes.Make("soup");
        var hierarchy = scene.Build();
        var random = new Random(11);
        var all = new AllTriangles(TestScene.Of(Keep(scene.Meshes[0], static t => t % 2 == 1)), hierarchy);
        var differing = 0;
        for (var i = 0; i < 300; i++)
        {
            var ray = RayKinds.Make(scene, hierarchy, random);
            var filter = default(OddTriangles);
            hierarchy.Closest(ray, ref filter, out var hit);
            var expected = all.Closest(ray);
            Assert.Equal(expected.Found, hit.Found);
            Assert.Equal(expected.Found, hierarchy.Occluded(ray, ref filter));
            if (!expected.Found) continue;
            Assert.Equal((expected.Distance, (2 * expected.Triangle) + 1), (hit.Distance, hit.Triangle));
            if (hierarchy.Closest(ray, out var first) && first.Triangle != hit.Triangle) differing++;
        }

        Assert.True(differing > 20);
    }

    [Fact]
    public void Rays_that_are_no_rays_hit_nothing()
    {
        var hierarchy = HierarchyScenes.Make("sphere").Build();
        Float3 forward = new(0, 0, 1);
        foreach (var bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f])
        {
            Assert.False(hierarchy.Closest(new Ray(new(0, bad, 0), forward), out var hit));
            Assert.Equal(Hit.None, hit);
            Assert.False(hierarchy.Closest(new Ray(default, new(0, bad, 1)), out _));
            Assert.False(hierarchy.Occluded(new Ray(default, forward, bad, float.NaN)));
        }

        Assert.False(hierarchy.Closest(new Ray(default, default), out _));
        Assert.False(hierarchy.Closest(new Ray(default, forward, 2, 1), out _));
        Assert.False(hierarchy.Closest(new Ray(default, forward, 0, float.NaN), out _));
        Assert.True(hierarchy.Closest(new Ray(default, forward), out _));
    }

    private static void Compare(TestScene scene, int rays)
    {
        var hierarchy = scene.Build();
        var all = new AllTriangles(scene, hierarchy);
        var random = new Random(7);
        var made = Enumerable.Range(0, rays).Select(_ => RayKinds.Make(scene, hierarchy, random)).ToArray();
        var found = 0;
        Parallel.ForEach(made, new ParallelOptions { MaxDegreeOfParallelism = 2 }, ray =>
        {
            var expected = all.Closest(ray);
            if (expected.Found) Interlocked.Increment(ref found);
            if (RayLanes512.IsSupported) Same<RayLanes512>(hierarchy, ray, expected);
            if (RayLanes256.IsSupported) Same<RayLanes256>(hierarchy, ray, expected);
            Same<RayLanesScalar>(hierarchy, ray, expected);
            Assert.Equal(expected.Found, hierarchy.Occluded(ray));
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{rays} rays, {found} hits, no difference");
        Assert.InRange(found, rays / 10, rays);
    }

    private static void Same<TLanes>(SceneHierarchy hierarchy, Ray ray, Hit expected)
        where TLanes : unmanaged, IRayLanes<TLanes>
    {
        var every = default(EveryHit);
        hierarchy.Find<TLanes, EveryHit>(ray, ref every, false, out var hit);
        if (!expected.Equals(hit)) Assert.Fail($"{typeof(TLanes).Name}, {ray}: {hit.Instance}/{hit.Triangle} at {hit.Distance:R} and not {expected.Instance}/{expected.Triangle} at {expected.Distance:R}");
    }

    private static TriangleMesh Keep(TriangleMesh mesh, Func<int, bool> which)
        => mesh with { Indices = [.. mesh.Indices.Where((_, i) => which(i / 3))] };

    private struct OddTriangles : IHitFilter
    {
        public readonly bool Accepts(in Ray ray, in Hit hit) => hit.Triangle % 2 == 1;
    }
}
