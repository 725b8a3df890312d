using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Lights;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Tests.Kernels.RayTracing;

/// <summary>Scenes of rectangles, for tests.</summary>
internal sealed class TestScene
{
    private readonly List<SceneMesh> _meshes = [];
    private readonly List<SceneMaterial> _materials = [];
    private readonly List<SceneLight> _lights = [];

    public Sky Sky { get; init; } = Sky.Black;

    public static SceneMaterial Matt(float albedo) => new() { BaseColor = new Float3(albedo, albedo, albedo), Metallic = 0, Roughness = 1, Specular = 0, DoubleSided = true };

    public static SceneMaterial Glowing(float radiance) => Matt(0) with { Emissive = new Float3(radiance, radiance, radiance), DoubleSided = false };

    /// <summary>A parallelogram whose front is where the cross product of its sides points to.</summary>
    public TestScene Add(Float3 corner, Float3 side, Float3 other, SceneMaterial material)
    {
        var normal = Float3.Cross(side, other).Normalized();
        Float3[] corners = [corner, corner + side, corner + side + other, corner + other];
        _meshes.Add(new SceneMesh
        {
            Name = $"{_meshes.Count}",
            Positions = [.. corners.SelectMany(static c => (float[])[c.X, c.Y, c.Z])],
            Normals = [.. corners.SelectMany(_ => (float[])[normal.X, normal.Y, normal.Z])],
            Indices = [0, 1, 2, 0, 2, 3],
            Materials = [_materials.Count, _materials.Count],
        });
        _materials.Add(material);
        return this;
    }

    public TestScene Add(SceneLight light)
    {
        _lights.Add(light);
        return this;
    }

    /// <summary>A box with its front outside.</summary>
    public TestScene AddBox(Float3 low, Float3 high, SceneMaterial material)
    {
        var (x, y, z) = (new Float3(high.X - low.X, 0, 0), new Float3(0, high.Y - low.Y, 0), new Float3(0, 0, high.Z - low.Z));
        return Add(low, y, x, material).Add(low, z, y, material).Add(low, x, z, material).Add(high, -x, -y, material).Add(high, -y, -z, material).Add(high, -z, -x, material);
    }

    public Scene Make() => new()
    {
        Meshes = _meshes,
        Instances = [.. _meshes.Select(static (m, i) => new SceneInstance(m.Name, i, Affine3.Identity))],
        Materials = _materials.Count > 0 ? _materials : [new SceneMaterial()],
        Lights = _lights,
        Sky = Sky,
    };

    public PreparedScene Prepare(LightShape shape = default) => PreparedScene.Make(Make(), shape, 1, CancellationToken.None);
}
