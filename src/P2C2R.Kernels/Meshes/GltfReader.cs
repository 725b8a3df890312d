using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// Reads the triangles of a glTF 2.0 file (Khronos, "glTF 2.0 Specification", 2021), .gltf or .glb, with the transforms of its
/// nodes, and where it is asked for what they look like. Skins, morph targets and animations are skipped. Memory stays within a constant times the
/// bytes read, whatever the file says of itself.
/// </summary>
public sealed class GltfReader
{
    // A mesh may stand in many places; a small file must not become an enormous mesh by it.
    private const long TrianglesPerByte = 16;

    private readonly GltfFields _fields;
    private readonly GltfBuffers _buffers;
    private readonly GltfContainer _container;
    private readonly GltfAccessors _accessors;
    private readonly GltfNodes _nodes;
    private readonly JsonElement[] _meshes;
    private readonly long _fileLength;
    private readonly GltfSurfaceReader? _surface;
    private readonly List<float> _positions = [];
    private readonly List<int> _indices = [];

    private GltfReader(string file, ReadOnlyMemory<byte> bytes, IInputFiles files, bool withSurface)
    {
        _fields = new GltfFields(file);
        _container = GltfContainer.Read(bytes, _fields);
        _buffers = new GltfBuffers(file, _container, _fields, files);
        _accessors = new GltfAccessors(_container, _fields, _buffers);
        _nodes = new GltfNodes(_container, _fields);
        _meshes = _fields.Array(_container.Root, "", "meshes");
        _fileLength = bytes.Length;
        if (withSurface) _surface = new GltfSurfaceReader(_fields, _accessors, GltfMaterialSource.Of(_container, _fields, _buffers));
    }

    /// <summary>Reads a file and the buffers beside it.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="files">Where it lies.</param>
    /// <param name="withSurface">Whether normals, texture coordinates, colours and materials are read too.</param>
    /// <exception cref="InputException">Something in it is wrong; the message names the field.</exception>
    public static TriangleMesh Read(string name, IInputFiles files, bool withSurface = false)
    {
        var reader = new GltfReader(name, files.Read(name), files, withSurface);
        reader.CheckVersion();
        foreach (var placed in reader._nodes.InScene()) reader.AddNode(placed);
        if (reader._indices.Count == 0) throw reader._fields.Wrong("there is no triangle in its scene");
        return new TriangleMesh([.. reader._positions], [.. reader._indices]) { Surface = reader._surface?.Build() };
    }

    private void CheckVersion()
    {
        if (!_container.Root.TryGetProperty("asset", out var asset) || asset.ValueKind != JsonValueKind.Object) throw _fields.Wrong("asset is missing; it is no glTF");
        if (_fields.Text(asset, "asset", "version") is not { } version || !version.StartsWith("2.", StringComparison.Ordinal)) throw _fields.Wrong("asset.version must be 2.x");
        foreach (var extension in _fields.Array(_container.Root, "", "extensionsRequired"))
        {
            var name = extension.ValueKind == JsonValueKind.String ? extension.GetString()! : "";
            var isLook = name.StartsWith("KHR_materials_", StringComparison.Ordinal) || name.StartsWith("KHR_texture_", StringComparison.Ordinal) || name.StartsWith("KHR_lights_", StringComparison.Ordinal);
            if (!isLook) throw _fields.Wrong($"it requires the extension '{name}', which is not supported; export without it");
        }
    }

    private void AddNode(GltfPlacedNode placed)
    {
        if (placed.Node.TryGetProperty("mesh", out _)) AddMesh(_fields.Integer(placed.Node, placed.Place, "mesh", null), placed.World);
    }

    private void AddMesh(int index, GltfTransform transform)
    {
        var primitives = _fields.Array(_fields.Element(_meshes, "meshes", index), $"meshes[{index}].", "primitives");
        for (var i = 0; i < primitives.Length; i++)
        {
            var place = $"meshes[{index}].primitives[{i}]";
            var primitive = _fields.Element(primitives, place, i);
            var mode = _fields.Integer(primitive, place, "mode", GltfTriangles.List);
            if (mode > GltfTriangles.Fan) throw _fields.Wrong($"{place}.mode must be 0 to {GltfTriangles.Fan}");

            // Points and lines have no area to walk on.
            if (mode >= GltfTriangles.List) AddPrimitive(primitive, place, mode, transform);
        }
    }

    private void AddPrimitive(JsonElement primitive, string place, int mode, GltfTransform transform)
    {
        if (!primitive.TryGetProperty("attributes", out var attributes) || attributes.ValueKind != JsonValueKind.Object) throw _fields.Wrong($"{place}.attributes is missing");
        if (!attributes.TryGetProperty("POSITION", out _)) return;
        var accessor = _fields.Integer(attributes, place + ".attributes", "POSITION", null);
        var hasIndices = primitive.TryGetProperty("indices", out _);
        var corners = hasIndices ? _accessors.CountOf(_fields.Integer(primitive, place, "indices", null)) : _accessors.CountOf(accessor);
        CheckSize(place, Math.Max(GltfTriangles.CountOf(corners, mode), _accessors.CountOf(accessor) / 3));
        var local = _accessors.Positions(accessor);
        var vertices = local.Length / 3;
        var indices = hasIndices ? _accessors.Indices(_fields.Integer(primitive, place, "indices", null), vertices) : [.. Enumerable.Range(0, vertices)];
        var first = _positions.Count / 3;
        for (var i = 0; i < local.Length; i += 3)
        {
            var (x, y, z) = transform.Apply(local[i], local[i + 1], local[i + 2]);
            if (!float.IsFinite(x) || !float.IsFinite(y) || !float.IsFinite(z)) throw _fields.Wrong($"{place}: vertex {i / 3} is no longer finite after its nodes' transforms");
            _positions.AddRange([x, y, z]);
        }

        foreach (var corner in GltfTriangles.Corners(indices, mode, transform.Mirrors)) _indices.Add(first + corner);
        _surface?.Add(primitive, attributes, place, vertices, GltfTriangles.CountOf(indices.Length, mode), transform);
    }

    private void CheckSize(string place, int more)
    {
        var most = Math.Min(TriangleMesh.MaxTriangles, (_fileLength + _buffers.BytesRead) * TrianglesPerByte);
        if ((Math.Max(_indices.Count, _positions.Count) / 3L) + more > most) throw _fields.Wrong($"{place}: with it the scene has more than {most} triangles or vertices, the most for a file of this size; split it");
    }
}
