using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// Reads the triangles of a glTF 2.0 file (Khronos, "glTF 2.0 Specification", 2021), .gltf or .glb, with the transforms of its
/// nodes. Materials, textures, skins, morph targets and animations are skipped. Memory stays within a constant times the
/// bytes read, whatever the file says of itself.
/// </summary>
public sealed class GltfReader
{
    private const int Triangles = 4;
    private const int Strip = 5;
    private const int Fan = 6;

    // A mesh may stand in many places; a small file must not become an enormous mesh by it.
    private const long TrianglesPerByte = 16;
    private const int MaxDepth = 256;

    private readonly GltfFields _fields;
    private readonly GltfBuffers _buffers;
    private readonly GltfContainer _container;
    private readonly JsonElement[] _nodes;
    private readonly JsonElement[] _meshes;
    private readonly bool[] _visited;
    private readonly long _fileLength;
    private readonly List<float> _positions = [];
    private readonly List<int> _indices = [];

    private GltfReader(string file, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        _fields = new GltfFields(file);
        _container = GltfContainer.Read(bytes, _fields);
        _buffers = new GltfBuffers(file, _container, _fields, files);
        _nodes = _fields.Array(_container.Root, "", "nodes");
        _meshes = _fields.Array(_container.Root, "", "meshes");
        _visited = new bool[_nodes.Length];
        _fileLength = bytes.Length;
    }

    /// <summary>Reads a file and the buffers beside it.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="files">Where it lies.</param>
    /// <exception cref="InputException">Something in it is wrong; the message names the field.</exception>
    public static TriangleMesh Read(string name, IInputFiles files)
    {
        var reader = new GltfReader(name, files.Read(name), files);
        reader.CheckVersion();
        foreach (var root in reader.Roots()) reader.AddNode(root, GltfTransform.Identity, 0);
        if (reader._indices.Count == 0) throw reader._fields.Wrong("there is no triangle in its scene");
        return new TriangleMesh([.. reader._positions], [.. reader._indices]);
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

    /// <summary>The nodes of the default scene, or of the first; of a file without scenes those that no other node holds.</summary>
    private int[] Roots()
    {
        var scenes = _fields.Array(_container.Root, "", "scenes");
        if (scenes.Length > 0)
        {
            var number = _fields.Integer(_container.Root, "the root", "scene", 0);
            var place = $"scenes[{number}].";
            return [.. _fields.Array(_fields.Element(scenes, "scenes", number), place, "nodes").Select(n => _fields.Integer(n, place + "nodes"))];
        }

        var held = new bool[_nodes.Length];
        for (var i = 0; i < _nodes.Length; i++)
        {
            foreach (var child in ChildrenOf(i))
            {
                if ((uint)child < (uint)held.Length) held[child] = true;
            }
        }

        return [.. Enumerable.Range(0, _nodes.Length).Where(i => !held[i])];
    }

    private IEnumerable<int> ChildrenOf(int node)
    {
        var place = $"nodes[{node}].";
        return _fields.Array(_fields.Element(_nodes, "nodes", node), place, "children").Select(n => _fields.Integer(n, place + "children"));
    }

    private void AddNode(int index, GltfTransform outer, int depth)
    {
        var node = _fields.Element(_nodes, "nodes", index);
        var place = $"nodes[{index}]";
        if (_visited[index]) throw _fields.Wrong($"{place} is held twice, by two nodes or by itself; a scene's nodes are a tree");
        if (depth == MaxDepth) throw _fields.Wrong($"{place}: nodes may be nested {MaxDepth} deep");
        _visited[index] = true;
        var transform = outer.After(TransformOf(node, place));
        if (node.TryGetProperty("mesh", out _)) AddMesh(_fields.Integer(node, place, "mesh", null), transform);
        foreach (var child in ChildrenOf(index)) AddNode(child, transform, depth + 1);
    }

    private GltfTransform TransformOf(JsonElement node, string place)
    {
        if (_fields.Numbers(node, place, "matrix", 16) is { } matrix) return GltfTransform.FromMatrix(matrix);
        var translation = _fields.Numbers(node, place, "translation", 3) ?? [0, 0, 0];
        var rotation = _fields.Numbers(node, place, "rotation", 4) ?? [0, 0, 0, 1];
        var scale = _fields.Numbers(node, place, "scale", 3) ?? [1, 1, 1];
        return GltfTransform.FromParts(translation, rotation, scale);
    }

    private void AddMesh(int index, GltfTransform transform)
    {
        var primitives = _fields.Array(_fields.Element(_meshes, "meshes", index), $"meshes[{index}].", "primitives");
        for (var i = 0; i < primitives.Length; i++)
        {
            var place = $"meshes[{index}].primitives[{i}]";
            var primitive = _fields.Element(primitives, place, i);
            var mode = _fields.Integer(primitive, place, "mode", Triangles);
            if (mode > Fan) throw _fields.Wrong($"{place}.mode must be 0 to {Fan}");

            // Points and lines have no area to walk on.
            if (mode >= Triangles) AddPrimitive(primitive, place, mode, transform);
        }
    }

    private void AddPrimitive(JsonElement primitive, string place, int mode, GltfTransform transform)
    {
        if (!primitive.TryGetProperty("attributes", out var attributes) || attributes.ValueKind != JsonValueKind.Object) throw _fields.Wrong($"{place}.attributes is missing");
        if (!attributes.TryGetProperty("POSITION", out _)) return;
        var accessor = _fields.Integer(attributes, place + ".attributes", "POSITION", null);
        var hasIndices = primitive.TryGetProperty("indices", out _);
        var corners = hasIndices ? _buffers.CountOf(_fields.Integer(primitive, place, "indices", null)) : _buffers.CountOf(accessor);
        CheckSize(place, Math.Max(mode == Triangles ? corners / 3 : corners, _buffers.CountOf(accessor) / 3));
        var local = _buffers.Positions(accessor);
        var vertices = local.Length / 3;
        var indices = hasIndices ? _buffers.Indices(_fields.Integer(primitive, place, "indices", null), vertices) : [.. Enumerable.Range(0, vertices)];
        var first = _positions.Count / 3;
        for (var i = 0; i < local.Length; i += 3)
        {
            var (x, y, z) = transform.Apply(local[i], local[i + 1], local[i + 2]);
            if (!float.IsFinite(x) || !float.IsFinite(y) || !float.IsFinite(z)) throw _fields.Wrong($"{place}: vertex {i / 3} is no longer finite after its nodes' transforms");
            _positions.AddRange([x, y, z]);
        }

        AddTriangles(indices, mode, first, transform.Mirrors);
    }

    private void CheckSize(string place, int more)
    {
        var most = Math.Min(TriangleMesh.MaxTriangles, (_fileLength + _buffers.BytesRead) * TrianglesPerByte);
        if ((Math.Max(_indices.Count, _positions.Count) / 3L) + more > most) throw _fields.Wrong($"{place}: with it the scene has more than {most} triangles or vertices, the most for a file of this size; split it");
    }

    private void AddTriangles(int[] indices, int mode, int first, bool mirrors)
    {
        var step = mode == Triangles ? 3 : 1;
        for (var i = 0; i + 2 < indices.Length; i += step)
        {
            var a = indices[mode == Fan ? 0 : i];
            var isOdd = mode == Strip && (i & 1) == 1;
            var (b, c) = isOdd != mirrors ? (indices[i + 2], indices[i + 1]) : (indices[i + 1], indices[i + 2]);
            _indices.AddRange([first + a, first + b, first + c]);
        }
    }
}
