using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Meshes, and where they stand.</summary>
internal sealed class TestScene(IReadOnlyList<TriangleMesh> meshes, IReadOnlyList<GeometryInstance> instances)
{
    public IReadOnlyList<TriangleMesh> Meshes => meshes;

    public IReadOnlyList<GeometryInstance> Instances => instances;

    public static TestScene Of(TriangleMesh mesh) => new([mesh], [new GeometryInstance(0, Affine3.Identity)]);

    public SceneHierarchy Build(int threads = 1) => SceneHierarchy.Build(meshes, instances, threads, TestContext.Current.CancellationToken);

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
}
