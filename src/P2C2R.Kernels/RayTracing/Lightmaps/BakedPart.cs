using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps;

/// <summary>The triangles of one material of an instance, in the world and with their places in the atlas.</summary>
internal sealed class BakedPart
{
    private readonly LightmapAtlas _atlas;
    private readonly SceneInstance _instance;
    private readonly SceneMesh _mesh;
    private readonly int _number;
    private readonly int _material;
    private readonly Dictionary<(int Vertex, int X, int Y), int> _known = [];
    private readonly List<float> _positions = [];
    private readonly List<float> _normals = [];
    private readonly List<float> _original = [];
    private readonly List<float> _places = [];
    private readonly List<int> _indices = [];

    /// <summary>Prepares.</summary>
    public BakedPart(Scene scene, LightmapAtlas atlas, int instance, int material)
    {
        (_atlas, _number, _material, _instance) = (atlas, instance, material, scene.Instances[instance]);
        _mesh = scene.Meshes[_instance.Mesh];
    }

    /// <summary>The object. A vertex whose triangles lie in different places of the atlas is written once for each.</summary>
    public GlbNode ToNode()
    {
        for (var triangle = 0; triangle < _mesh.TriangleCount; triangle++)
        {
            if (_mesh.Materials[triangle] != _material) continue;
            for (var i = 0; i < 3; i++)
            {
                // A mirrored instance's triangles are turned round, so that their fronts stay in front.
                var corner = _instance.ToWorld.Mirrors ? (3 - i) % 3 : i;
                _indices.Add(Place(triangle, corner));
            }
        }

        return new GlbNode(_instance.Name, [.. _positions], [.. _indices])
        {
            Normals = [.. _normals],
            TexCoords0 = [.. _original],
            TexCoords1 = [.. _places],
            Material = _material,
        };
    }

    private int Place(int triangle, int corner)
    {
        var vertex = _mesh.Indices[(3 * triangle) + corner];
        var (x, y) = _atlas.Place(_number, triangle, corner);
        if (_known.TryGetValue((vertex, x, y), out var known)) return known;
        var position = _instance.ToWorld.Point(Float3.From(_mesh.Positions, 3 * vertex));
        var normal = _instance.ToWorld.Normal(Float3.From(_mesh.Normals, 3 * vertex)).Normalized();
        var (u, v) = _atlas.TexCoords(_number, triangle, corner);
        _positions.AddRange([position.X, position.Y, position.Z]);
        _normals.AddRange([normal.X, normal.Y, normal.Z]);
        _original.AddRange(_mesh.TexCoords0 is { } original ? original.AsSpan(2 * vertex, 2) : [u, v]);
        _places.AddRange([u, v]);
        return _known[(vertex, x, y)] = (_positions.Count / 3) - 1;
    }
}
