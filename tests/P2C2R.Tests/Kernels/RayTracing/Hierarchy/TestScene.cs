using System.Runtime.Intrinsics;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Meshes, where they stand, and what a ray hits when all triangles are asked one by one.</summary>
internal sealed class TestScene(IReadOnlyList<TriangleMesh> meshes, IReadOnlyList<GeometryInstance> instances)
{
    public IReadOnlyList<TriangleMesh> Meshes => meshes;

    public IReadOnlyList<GeometryInstance> Instances => instances;

    public static TestScene Of(TriangleMesh mesh) => new([mesh], [new GeometryInstance(0, Affine3.Identity)]);

    public SceneHierarchy Build(int threads = 1) => SceneHierarchy.Build(meshes, instances, threads, TestContext.Current.CancellationToken);

    /// <summary>
    /// All triangles, in the space in which the hierarchy keeps them, in the order of their numbers; with <see cref="TriangleTest"/>, which is tested by
    /// itself against exact arithmetic.
    /// </summary>
    public Hit BruteForce(SceneHierarchy hierarchy, in Ray ray)
    {
        var best = Hit.None;
        var farthest = ray.Farthest;
        for (var i = 0; i < instances.Count; i++)
        {
            var placed = hierarchy.Placed.FirstOrDefault(p => p.Instance == i, new PlacedMesh(-1, i, Affine3.Identity));
            var isEntered = placed.Tree >= 0;
            var (low, high) = isEntered ? hierarchy.BoundsOf(placed) : (hierarchy.Low, hierarchy.High);
            if (RayFrame.TryMake(isEntered ? placed.Localize(ray, farthest) : ray, InLanes(low), InLanes(high), out var frame)) MeetAll(i, isEntered, frame, ray.Nearest, ref farthest, ref best);
        }

        return best;
    }

    public Float3 Corner(int instance, int triangle, int corner)
    {
        var mesh = meshes[instances[instance].Mesh];
        return instances[instance].ToWorld.Point(Float3.From(mesh.Positions, 3 * mesh.Indices[(3 * triangle) + corner]));
    }

    public (int Instance, int Triangle) RandomTriangle(Random random)
    {
        var instance = random.Next(instances.Count);
        return (instance, random.Next(meshes[instances[instance].Mesh].TriangleCount));
    }

    private void MeetAll(int instance, bool isEntered, in RayFrame frame, float nearest, ref float farthest, ref Hit best)
    {
        var mesh = meshes[instances[instance].Mesh];
        for (var triangle = 0; triangle < mesh.TriangleCount; triangle++)
        {
            var (a, b, c) = (LocalCorner(mesh, triangle, 0), LocalCorner(mesh, triangle, 1), LocalCorner(mesh, triangle, 2));
            if (!isEntered && instances[instance].ToWorld != Affine3.Identity) (a, b, c) = (Corner(instance, triangle, 0), Corner(instance, triangle, 1), Corner(instance, triangle, 2));
            var hit = new Hit { Instance = instance, Triangle = triangle };
            if (Float3.Cross(b - a, c - a) == Float3.Zero || !TriangleTest.Meets(frame, nearest, farthest, a, b, c, ref hit)) continue;
            if (best.Found && hit.Distance >= best.Distance) continue;
            (best, farthest) = (hit, hit.Distance);
        }
    }

    private static Vector128<float> InLanes(Float3 v) => Vector128.Create(v.X, v.Y, v.Z, 0);

    private static Float3 LocalCorner(TriangleMesh mesh, int triangle, int corner) => Float3.From(mesh.Positions, 3 * mesh.Indices[(3 * triangle) + corner]);
}
