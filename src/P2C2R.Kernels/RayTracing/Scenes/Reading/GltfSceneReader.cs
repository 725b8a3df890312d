using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>
/// Reads a glTF 2.0 file as a scene (Khronos, "glTF 2.0 Specification", 2021). A mesh in several nodes is read and stored once; a
/// mesh with a skin is stored for each node, moved to its rest pose.
/// </summary>
internal sealed class GltfSceneReader
{
    private readonly GltfFields _fields;
    private readonly SceneWarnings _warnings;
    private readonly GltfNodes _nodes;
    private readonly GltfSurfaces _surfaces;
    private readonly GltfSkins _skins;
    private readonly GltfLights _lights;
    private readonly GltfCameras _cameras;
    private readonly GltfTextures _textures;
    private readonly List<SceneMaterial> _materials;
    private readonly Dictionary<int, int> _meshNumbers = [];
    private readonly List<SceneMesh> _meshes = [];
    private readonly List<SceneInstance> _instances = [];
    private readonly List<SceneLight> _sceneLights = [];
    private readonly List<SceneCamera> _sceneCameras = [];

    private GltfSceneReader(string name, IInputFiles files, SceneWarnings warnings, CancellationToken cancellation)
    {
        var bytes = files.Read(name);
        (_fields, _warnings) = (new GltfFields(name), warnings);
        var container = GltfContainer.Read(bytes, _fields);
        GltfExtensions.Check(container.Root, _fields, warnings);
        var buffers = new GltfBuffers(name, container, _fields, files);
        var accessors = new GltfAccessors(container, _fields, buffers);
        _nodes = new GltfNodes(container, _fields);
        _textures = new GltfTextures(container.Root, _fields, new GltfImages(name, container.Root, _fields, buffers, cancellation), warnings);
        _materials = new GltfMaterials(container.Root, _fields, _textures, warnings).Read();
        _surfaces = new GltfSurfaces(container.Root, _fields, accessors, _materials, new GltfBudget(bytes.Length, buffers, _fields), warnings, cancellation);
        _skins = new GltfSkins(container.Root, _fields, accessors, _nodes);
        _lights = new GltfLights(container.Root, _fields, warnings);
        _cameras = new GltfCameras(container.Root, _fields, warnings);
        var scenes = _fields.Array(container.Root, "", "scenes").Length;
        if (scenes > 1) warnings.Add($"scenes: {scenes} in the file, only the default one is read");
        if (_fields.Array(container.Root, "", "animations").Length > 0) warnings.Add("animations are not played; everything stands in its rest pose");
    }

    /// <summary>Reads a file and what it names.</summary>
    public static Scene Read(string name, Sky sky, IInputFiles files, SceneWarnings warnings, CancellationToken cancellation)
    {
        var reader = new GltfSceneReader(name, files, warnings, cancellation);
        foreach (var placed in reader._nodes.InScene()) reader.AddNode(placed);
        if (reader._instances.Count == 0) throw reader._fields.Wrong("there is no triangle in its scene");
        if (reader._surfaces.UsesDefaultMaterial || reader._materials.Count == 0) reader._materials.Add(new SceneMaterial());
        return new Scene
        {
            Meshes = reader._meshes,
            Instances = reader._instances,
            Materials = reader._materials,
            Textures = reader._textures.Made,
            Lights = reader._sceneLights,
            Cameras = reader._sceneCameras,
            Sky = sky,
            Warnings = warnings.All,
        };
    }

    private void AddNode(GltfPlacedNode placed)
    {
        if (_lights.Read(placed) is { } light) _sceneLights.Add(light);
        if (_cameras.Read(placed) is { } camera) _sceneCameras.Add(camera);
        if (!placed.Node.TryGetProperty("mesh", out _)) return;
        var mesh = _fields.Integer(placed.Node, placed.Place, "mesh", null);
        if (placed.Node.TryGetProperty("skin", out _)) AddSkinned(placed, mesh);
        else AddInstance(placed, MeshNumber(mesh), placed.World.ToAffine());
        if (_instances.Count > SceneLimits.MaxInstances) throw _fields.Wrong($"{placed.Place}: meshes may stand in {SceneLimits.MaxInstances} places");
    }

    /// <summary>The node's own transform doesn't count: the joints' do.</summary>
    private void AddSkinned(GltfPlacedNode placed, int mesh)
    {
        var skin = _skins.Read(_fields.Integer(placed.Node, placed.Place, "skin", null));
        AddInstance(placed, Store(_surfaces.Read(mesh, skin)), Affine3.Identity);
    }

    private int MeshNumber(int index)
    {
        if (!_meshNumbers.TryGetValue(index, out var number)) _meshNumbers[index] = number = Store(_surfaces.Read(index, null));
        return number;
    }

    private int Store(SceneMesh? mesh)
    {
        if (mesh is null) return -1;
        _meshes.Add(mesh);
        return _meshes.Count - 1;
    }

    private void AddInstance(GltfPlacedNode placed, int mesh, Affine3 toWorld)
    {
        if (mesh < 0) return;
        var name = _fields.Text(placed.Node, placed.Place, "name") ?? _meshes[mesh].Name;
        if (!PlacementCheck.StaysFinite(_meshes[mesh], toWorld)) throw _fields.Wrong($"{placed.Place}: a vertex is no longer finite after its nodes' transforms");
        if (PlacementCheck.IsFlat(toWorld)) _warnings.Add($"{placed.Place}: its mesh is too flat or too large after its nodes' scales and was left out");
        else _instances.Add(new SceneInstance(name, mesh, toWorld));
    }
}
