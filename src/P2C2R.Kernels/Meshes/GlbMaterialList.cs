using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>The materials of a <c>.glb</c> file that is to be written: plain colours, pictures, and those of other glTF files, whole.</summary>
public sealed class GlbMaterialList
{
    private const float Roughness = 0.8f;

    private readonly List<Action<Utf8JsonWriter>> _materials = [];
    private readonly List<Action<Utf8JsonWriter>> _textures = [];
    private readonly List<Action<Utf8JsonWriter>> _samplers = [];
    private readonly List<(ReadOnlyMemory<byte> Bytes, string Type)> _images = [];
    private readonly SortedSet<string> _extensions = new(StringComparer.Ordinal);
    private readonly Dictionary<(float, float, float, int), int> _plain = [];

    /// <summary>The images, encoded as they are in the file.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Images => _images.Select(static i => i.Bytes);

    /// <summary>How many materials there are.</summary>
    public int Count => _materials.Count;

    /// <summary>The number of a material of one colour, red, green, blue as glTF has them, 0 to 1.</summary>
    /// <param name="red">Red.</param>
    /// <param name="green">Green.</param>
    /// <param name="blue">Blue.</param>
    /// <param name="texture">The number of a picture that the colour tints, or -1.</param>
    public int Add(float red, float green, float blue, int texture = -1)
    {
        if (_plain.TryGetValue((red, green, blue, texture), out var known)) return known;
        _materials.Add(json => WritePlain(json, [red, green, blue, 1], texture));
        return _plain[(red, green, blue, texture)] = _materials.Count - 1;
    }

    /// <summary>The same with parts of 0 to 255.</summary>
    public int Add(ReadOnlySpan<byte> color) => Add(color[0] / 255f, color[1] / 255f, color[2] / 255f);

    /// <summary>The number of a picture that repeats, a PNG or JPEG file.</summary>
    public int AddPicture(ReadOnlyMemory<byte> image, string type)
    {
        var number = _images.Count;
        _images.Add((image, type));
        _textures.Add(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("source", number);
            json.WriteEndObject();
        });
        return _textures.Count - 1;
    }

    /// <summary>Takes all materials of a file; the number of its first.</summary>
    public int AddAll(GltfMaterialSource source)
    {
        var (first, copy) = (_materials.Count, new GltfCopy(_textures.Count, _samplers.Count, _images.Count));
        foreach (var (elements, list) in ((IReadOnlyList<JsonElement>, List<Action<Utf8JsonWriter>>)[])[(source.Materials, _materials), (source.Textures, _textures), (source.Samplers, _samplers)])
        {
            foreach (var element in elements) list.Add(json => copy.Write(json, element, ""));
        }

        _images.AddRange(source.Images);
        _extensions.UnionWith(source.Extensions);
        return first;
    }

    /// <summary>Writes them into a file's JSON.</summary>
    /// <param name="json">Inside the root object.</param>
    /// <param name="firstView">The buffer view of the first image; the others follow.</param>
    internal void Write(Utf8JsonWriter json, int firstView)
    {
        if (_extensions.Count > 0) WriteArray(json, "extensionsUsed", [.. _extensions.Select(static e => (Action<Utf8JsonWriter>)(j => j.WriteStringValue(e)))]);
        WriteArray(json, "materials", _materials);
        WriteArray(json, "textures", _textures);
        WriteArray(json, "samplers", _samplers);
        WriteArray(json, "images", [.. _images.Select((image, i) => (Action<Utf8JsonWriter>)(j => WriteImage(j, image.Type, firstView + i)))]);
    }

    private static void WriteArray(Utf8JsonWriter json, string name, List<Action<Utf8JsonWriter>> elements)
    {
        if (elements.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var element in elements) element(json);
        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, string type, int view)
    {
        json.WriteStartObject();
        json.WriteString("mimeType", type);
        json.WriteNumber("bufferView", view);
        json.WriteEndObject();
    }

    private static void WritePlain(Utf8JsonWriter json, float[] color, int texture)
    {
        json.WriteStartObject();
        json.WriteStartObject("pbrMetallicRoughness");
        json.WriteStartArray("baseColorFactor");
        foreach (var part in color) json.WriteNumberValue(part);
        json.WriteEndArray();
        if (texture >= 0)
        {
            json.WriteStartObject("baseColorTexture");
            json.WriteNumber("index", texture);
            json.WriteEndObject();
        }

        json.WriteNumber("metallicFactor", 0);
        json.WriteNumber("roughnessFactor", Roughness);
        json.WriteEndObject();
        json.WriteBoolean("doubleSided", true);
        json.WriteEndObject();
    }
}
