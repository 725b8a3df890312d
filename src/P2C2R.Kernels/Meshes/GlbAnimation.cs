using System.Buffers.Binary;
using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// Writes objects that move as binary glTF 2.0 with one animation (Khronos, "glTF 2.0 Specification", 2021, section 3.11): meshes are
/// shared, each object is a node with keyframes of its translation and rotation, linearly interpolated, or one that is there for a while: its size steps from nothing to whole and back. Made for people's eyes; never hashed.
/// </summary>
public sealed class GlbAnimation
{
    private const int Float = 5126;
    private const int UnsignedInt = 5125;

    private readonly IReadOnlyList<GlbNode> _meshes;
    private readonly IReadOnlyList<GlbAnimatedObject> _objects;
    private readonly float[] _times;
    private readonly GlbMaterialList _materials;
    private readonly ReadOnlyMemory<byte>[] _images;
    private readonly List<(float[]? Floats, int[]? Integers, string Type, bool IsBounded)> _accessors = [];

    // Numbers of what only some meshes have, or -1.
    private readonly int[] _normals;
    private readonly int[] _texCoords0;
    private readonly int[] _texCoords1;
    private readonly int[] _colors;

    // Of objects that are there for a while, when their size changes; its values follow.
    private readonly List<(int Object, int Times)> _shown = [];

    private GlbAnimation(IReadOnlyList<GlbNode> meshes, IReadOnlyList<GlbAnimatedObject> objects, GlbMaterialList materials, float[] times)
    {
        (_meshes, _objects, _times, _materials, _images) = (meshes, objects, times, materials, [.. materials.Images]);
        foreach (var mesh in meshes)
        {
            _accessors.Add((mesh.Positions, null, "VEC3", true));
            _accessors.Add((null, mesh.Indices, "SCALAR", false));
        }

        _accessors.Add((times, null, "SCALAR", true));
        foreach (var moving in objects.Where(Moves))
        {
            _accessors.Add((moving.Translations, null, "VEC3", false));
            _accessors.Add((moving.Rotations, null, "VEC4", false));
        }

        for (var i = 0; i < objects.Count; i++)
        {
            if (objects[i].ShownAt is { } at) AddShown(i, at);
        }

        _normals = [.. meshes.Select(m => AddLast(m.Normals, "VEC3"))];
        _texCoords0 = [.. meshes.Select(m => AddLast(m.TexCoords0, "VEC2"))];
        _texCoords1 = [.. meshes.Select(m => AddLast(m.TexCoords1, "VEC2"))];
        _colors = [.. meshes.Select(m => AddLast(m.Colors is { } bytes ? Array.ConvertAll(bytes, static b => b / 255f) : null, "VEC4"))];
    }

    /// <summary>Writes a file.</summary>
    /// <param name="destination">Where to; only sequential writes.</param>
    /// <param name="meshes">Shapes that objects share: triangles, with normals, texture coordinates and colours where there are any.</param>
    /// <param name="objects">At least one.</param>
    /// <param name="materials">What the meshes' materials are numbers of.</param>
    /// <param name="times">Seconds, rising.</param>
    public static void Write(Stream destination, IReadOnlyList<GlbNode> meshes, IReadOnlyList<GlbAnimatedObject> objects, GlbMaterialList materials, float[] times)
    {
        var animation = new GlbAnimation(meshes, objects, materials, times);
        var json = animation.Describe();
        var binary = animation._accessors.Sum(static a => 4L * (a.Floats?.Length ?? a.Integers!.Length)) + animation._images.Sum(static i => Padded(i.Length));
        var padded = (json.Length + 3) & ~3;
        Span<byte> header = stackalloc byte[20];
        Put(header, [0x46546C67, 2, checked((uint)(28 + padded + binary)), (uint)padded, 0x4E4F534A]);
        destination.Write(header);
        destination.Write(json);
        destination.Write("   "u8[..(padded - json.Length)]);
        Put(header, [(uint)binary, 0x004E4942]);
        destination.Write(header[..8]);
        foreach (var (floats, integers, _, _) in animation._accessors) WriteData(destination, floats, integers);
        foreach (var image in animation._images)
        {
            destination.Write(image.Span);
            destination.Write("\0\0\0"u8[..(int)(Padded(image.Length) - image.Length)]);
        }
    }

    private static long Padded(long length) => (length + 3) & ~3L;

    private int AddLast(float[]? values, string type)
    {
        if (values is null) return -1;
        _accessors.Add((values, null, type, false));
        return _accessors.Count - 1;
    }

    /// <summary>Not there, there from its time on, not there from the next one on.</summary>
    private void AddShown(int number, int at)
    {
        var (from, to) = (at > 0 ? 1 : 0, at + 1 < _times.Length ? 1 : 0);
        float[] times = [.. _times.AsSpan(0, from), _times[at], .. _times.AsSpan(at + 1, to)];
        float[] sizes = [.. Enumerable.Repeat(0f, 3 * from), 1, 1, 1, .. Enumerable.Repeat(0f, 3 * to)];
        _shown.Add((number, _accessors.Count));
        _accessors.Add((times, null, "SCALAR", true));
        _accessors.Add((sizes, null, "VEC3", false));
    }

    private bool Moves(GlbAnimatedObject item) => item.Translations.Length == 3 * _times.Length && _times.Length > 1;

    private static void Put(Span<byte> bytes, ReadOnlySpan<uint> values)
    {
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], values[i]);
    }

    private static void WriteData(Stream destination, float[]? floats, int[]? integers)
    {
        var count = floats?.Length ?? integers!.Length;
        var bytes = new byte[4 * count];
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), floats is null ? integers![i] : BitConverter.SingleToInt32Bits(floats[i]));
        destination.Write(bytes);
    }

    private ReadOnlySpan<byte> Describe()
    {
        var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteStartObject("asset");
            json.WriteString("version", "2.0");
            json.WriteString("generator", "P2C2R");
            json.WriteEndObject();
            WriteNodes(json);
            WriteMeshes(json);
            _materials.Write(json, _accessors.Count);
            if (_objects.Any(Moves) || _shown.Count > 0) WriteAnimation(json);
            WriteAccessors(json);
            json.WriteEndObject();
        }

        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
    }

    /// <summary>Objects first, then the nodes of those that have several meshes or one that is not at their origin.</summary>
    private void WriteNodes(Utf8JsonWriter json)
    {
        json.WriteNumber("scene", 0);
        json.WriteStartArray("scenes");
        json.WriteStartObject();
        json.WriteStartArray("nodes");
        for (var i = 0; i < _objects.Count; i++) json.WriteNumberValue(i);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("nodes");
        var next = _objects.Count;
        foreach (var item in _objects)
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name);
            WriteNumbers(json, "translation", item.Translations.AsSpan(0, 3));
            WriteNumbers(json, "rotation", item.Rotations.AsSpan(0, 4));
            if (item.ShownAt is { } at && at < _times.Length - 1) WriteNumbers(json, "scale", [0, 0, 0]);
            json.WriteStartArray("children");
            for (var i = 0; i < item.Meshes.Count; i++) json.WriteNumberValue(next++);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        foreach (var placed in _objects.SelectMany(static o => o.Meshes))
        {
            json.WriteStartObject();
            json.WriteNumber("mesh", placed.Mesh);
            WriteNumbers(json, "translation", placed.Translation);
            WriteNumbers(json, "rotation", placed.Rotation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteMeshes(Utf8JsonWriter json)
    {
        json.WriteStartArray("meshes");
        for (var i = 0; i < _meshes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name", _meshes[i].Name);
            json.WriteStartArray("primitives");
            json.WriteStartObject();
            json.WriteStartObject("attributes");
            json.WriteNumber("POSITION", 2 * i);
            if (_normals[i] >= 0) json.WriteNumber("NORMAL", _normals[i]);
            if (_texCoords0[i] >= 0) json.WriteNumber("TEXCOORD_0", _texCoords0[i]);
            if (_texCoords1[i] >= 0) json.WriteNumber("TEXCOORD_1", _texCoords1[i]);
            if (_colors[i] >= 0) json.WriteNumber("COLOR_0", _colors[i]);
            json.WriteEndObject();
            json.WriteNumber("indices", (2 * i) + 1);
            json.WriteNumber("material", _meshes[i].Material);
            if (_meshes[i].Shape == GlbShape.Points) json.WriteNumber("mode", 0);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteAnimation(Utf8JsonWriter json)
    {
        var (moving, first) = (Enumerable.Range(0, _objects.Count).Where(i => Moves(_objects[i])).ToArray(), (2 * _meshes.Count) + 1);
        json.WriteStartArray("animations");
        json.WriteStartObject();
        json.WriteStartArray("samplers");
        for (var i = 0; i < 2 * moving.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("input", 2 * _meshes.Count);
            json.WriteNumber("output", first + i);
            json.WriteEndObject();
        }

        foreach (var (_, times) in _shown)
        {
            json.WriteStartObject();
            json.WriteNumber("input", times);
            json.WriteNumber("output", times + 1);
            json.WriteString("interpolation", "STEP");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("channels");
        for (var i = 0; i < 2 * moving.Length; i++) WriteChannel(json, i, moving[i / 2], i % 2 == 0 ? "translation" : "rotation");
        for (var i = 0; i < _shown.Count; i++) WriteChannel(json, (2 * moving.Length) + i, _shown[i].Object, "scale");

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteChannel(Utf8JsonWriter json, int sampler, int node, string path)
    {
        json.WriteStartObject();
        json.WriteNumber("sampler", sampler);
        json.WriteStartObject("target");
        json.WriteNumber("node", node);
        json.WriteString("path", path);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>One view an accessor, one after the other.</summary>
    private void WriteAccessors(Utf8JsonWriter json)
    {
        json.WriteStartArray("accessors");
        for (var i = 0; i < _accessors.Count; i++)
        {
            var (floats, integers, type, isBounded) = _accessors[i];
            var parts = type switch { "VEC4" => 4, "VEC3" => 3, "VEC2" => 2, _ => 1 };
            json.WriteStartObject();
            json.WriteNumber("bufferView", i);
            json.WriteNumber("componentType", floats is null ? UnsignedInt : Float);
            json.WriteNumber("count", (floats?.Length ?? integers!.Length) / parts);
            json.WriteString("type", type);
            if (isBounded) WriteBounds(json, floats!, parts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteViews(json);
    }

    /// <summary>One an accessor, then one an image.</summary>
    private void WriteViews(Utf8JsonWriter json)
    {
        json.WriteStartArray("bufferViews");
        long offset = 0;
        foreach (var (length, padded) in _accessors.Select(static a => 4L * (a.Floats?.Length ?? a.Integers!.Length)).Select(static l => (l, l)).Concat(_images.Select(static i => ((long)i.Length, Padded(i.Length)))))
        {
            json.WriteStartObject();
            json.WriteNumber("buffer", 0);
            json.WriteNumber("byteOffset", offset);
            json.WriteNumber("byteLength", length);
            json.WriteEndObject();
            offset += padded;
        }

        json.WriteEndArray();
        json.WriteStartArray("buffers");
        json.WriteStartObject();
        json.WriteNumber("byteLength", offset);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteBounds(Utf8JsonWriter json, float[] values, int parts)
    {
        var (low, high) = (values[..parts], values[..parts]);
        for (var i = parts; i < values.Length; i++) (low[i % parts], high[i % parts]) = (Math.Min(low[i % parts], values[i]), Math.Max(high[i % parts], values[i]));
        WriteNumbers(json, "min", low);
        WriteNumbers(json, "max", high);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
