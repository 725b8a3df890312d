using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>The JSON part of a <c>.glb</c> file: one node, mesh and primitive an object.</summary>
internal static class GlbDocument
{
    private const int Float = 5126;
    private const int UnsignedByte = 5121;
    private const int UnsignedInt = 5125;
    private const int ArrayBuffer = 34962;
    private const int ElementArrayBuffer = 34963;

    /// <summary>Describes data that follow one another as <see cref="GlbWriter"/> writes them.</summary>
    public static ReadOnlySpan<byte> Describe(IReadOnlyList<GlbNode> nodes, IReadOnlyList<GlbMaterial> materials, ReadOnlyMemory<byte>? picture, long binaryLength)
    {
        var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            WriteAsset(json);
            WriteNodes(json, nodes);
            WriteMeshes(json, nodes);
            GlbMaterials.Write(json, materials, picture is null ? null : nodes.Sum(ViewsOf));
            WriteAccessors(json, nodes);
            WriteViews(json, nodes, picture);
            json.WriteStartArray("buffers");
            json.WriteStartObject();
            json.WriteNumber("byteLength", binaryLength);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
    }

    private static void WriteAsset(Utf8JsonWriter json)
    {
        json.WriteStartObject("asset");
        json.WriteString("version", "2.0");
        json.WriteString("generator", "P2C2R");
        json.WriteEndObject();
    }

    private static void WriteNodes(Utf8JsonWriter json, IReadOnlyList<GlbNode> nodes)
    {
        json.WriteNumber("scene", 0);
        json.WriteStartArray("scenes");
        json.WriteStartObject();
        json.WriteStartArray("nodes");
        for (var i = 0; i < nodes.Count; i++) json.WriteNumberValue(i);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("nodes");
        for (var i = 0; i < nodes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name", nodes[i].Name);
            json.WriteNumber("mesh", i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMeshes(Utf8JsonWriter json, IReadOnlyList<GlbNode> nodes)
    {
        json.WriteStartArray("meshes");
        var accessor = 0;
        foreach (var node in nodes)
        {
            json.WriteStartObject();
            json.WriteString("name", node.Name);
            json.WriteStartArray("primitives");
            json.WriteStartObject();
            json.WriteStartObject("attributes");
            json.WriteNumber("POSITION", accessor++);
            if (node.Normals is not null) json.WriteNumber("NORMAL", accessor++);
            if (node.Colors is not null) json.WriteNumber("COLOR_0", accessor++);
            if (node.TexCoords0 is not null) json.WriteNumber("TEXCOORD_0", accessor++);
            if (node.TexCoords1 is not null) json.WriteNumber("TEXCOORD_1", accessor++);
            json.WriteEndObject();
            json.WriteNumber("indices", accessor++);
            json.WriteNumber("mode", (int)node.Shape);
            json.WriteNumber("material", node.Material);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAccessors(Utf8JsonWriter json, IReadOnlyList<GlbNode> nodes)
    {
        json.WriteStartArray("accessors");
        var view = 0;
        foreach (var node in nodes)
        {
            var vertices = node.Positions.Length / 3;
            WriteAccessor(json, view++, Float, vertices, "VEC3", node.Positions);
            if (node.Normals is not null) WriteAccessor(json, view++, Float, vertices, "VEC3", null);
            if (node.Colors is not null) WriteAccessor(json, view++, UnsignedByte, vertices, "VEC4", null);
            if (node.TexCoords0 is not null) WriteAccessor(json, view++, Float, vertices, "VEC2", null);
            if (node.TexCoords1 is not null) WriteAccessor(json, view++, Float, vertices, "VEC2", null);
            WriteAccessor(json, view++, UnsignedInt, node.Indices.Length, "SCALAR", null);
        }

        json.WriteEndArray();
    }

    private static void WriteAccessor(Utf8JsonWriter json, int view, int component, int count, string type, float[]? bounded)
    {
        json.WriteStartObject();
        json.WriteNumber("bufferView", view);
        json.WriteNumber("componentType", component);
        if (component == UnsignedByte) json.WriteBoolean("normalized", true);
        json.WriteNumber("count", count);
        json.WriteString("type", type);
        if (bounded is not null)
        {
            WriteBound(json, "min", bounded, static (a, b) => Math.Min(a, b));
            WriteBound(json, "max", bounded, static (a, b) => Math.Max(a, b));
        }

        json.WriteEndObject();
    }

    private static void WriteBound(Utf8JsonWriter json, string name, float[] positions, Func<float, float, float> choose)
    {
        Span<float> bound = [positions[0], positions[1], positions[2]];
        for (var i = 3; i < positions.Length; i++) bound[i % 3] = choose(bound[i % 3], positions[i]);
        json.WriteStartArray(name);
        foreach (var value in bound) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    /// <summary>Views of a node's data: one for each of its arrays.</summary>
    private static int ViewsOf(GlbNode node) => 2 + (node.Normals is null ? 0 : 1) + (node.Colors is null ? 0 : 1) + (node.TexCoords0 is null ? 0 : 1) + (node.TexCoords1 is null ? 0 : 1);

    private static void WriteViews(Utf8JsonWriter json, IReadOnlyList<GlbNode> nodes, ReadOnlyMemory<byte>? picture)
    {
        json.WriteStartArray("bufferViews");
        long offset = 0;
        foreach (var node in nodes)
        {
            WriteView(json, ref offset, 4L * node.Positions.Length, ArrayBuffer);
            if (node.Normals is not null) WriteView(json, ref offset, 4L * node.Normals.Length, ArrayBuffer);
            if (node.Colors is not null) WriteView(json, ref offset, node.Colors.Length, ArrayBuffer);
            if (node.TexCoords0 is not null) WriteView(json, ref offset, 4L * node.TexCoords0.Length, ArrayBuffer);
            if (node.TexCoords1 is not null) WriteView(json, ref offset, 4L * node.TexCoords1.Length, ArrayBuffer);
            WriteView(json, ref offset, 4L * node.Indices.Length, ElementArrayBuffer);
        }

        if (picture is { } bytes) WriteView(json, ref offset, bytes.Length, null);
        json.WriteEndArray();
    }

    private static void WriteView(Utf8JsonWriter json, ref long offset, long length, int? target)
    {
        json.WriteStartObject();
        json.WriteNumber("buffer", 0);
        json.WriteNumber("byteOffset", offset);
        json.WriteNumber("byteLength", length);
        if (target is { } use) json.WriteNumber("target", use);
        json.WriteEndObject();
        offset += length;
    }
}
