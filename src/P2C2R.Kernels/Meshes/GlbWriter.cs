using System.Buffers.Binary;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// Writes objects as binary glTF 2.0 (Khronos, "glTF 2.0 Specification", 2021, section 4.4), which viewers and engines open:
/// positions, normals, vertex colours, texture coordinates, indices, materials with one picture. Made for people's eyes; never hashed.
/// </summary>
public static class GlbWriter
{
    private const uint Magic = 0x46546C67;
    private const uint Version = 2;
    private const uint JsonChunk = 0x4E4F534A;
    private const uint BinaryChunk = 0x004E4942;
    private const int HeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;
    private const int TransferBytes = 1 << 16;

    /// <summary>Writes a file of objects that show their vertices' colours.</summary>
    /// <param name="destination">Where to; only sequential writes.</param>
    /// <param name="nodes">What to write; at least one object, together less than 4 GiB.</param>
    public static void Write(Stream destination, IReadOnlyList<GlbNode> nodes) => Write(destination, nodes, [new GlbMaterial("vertex colours") { DoubleSided = true }], null);

    /// <summary>Writes a file.</summary>
    /// <param name="destination">Where to; only sequential writes.</param>
    /// <param name="nodes">What to write; at least one object, together less than 4 GiB.</param>
    /// <param name="materials">What the nodes number; at least one.</param>
    /// <param name="picture">A PNG that materials may show; null where none does.</param>
    public static void Write(Stream destination, IReadOnlyList<GlbNode> nodes, IReadOnlyList<GlbMaterial> materials, ReadOnlyMemory<byte>? picture)
    {
        ArgumentOutOfRangeException.ThrowIfZero(nodes.Count);
        foreach (var node in nodes) Check(node, materials.Count);
        var padding = picture is { } p ? -p.Length & 3 : 0;
        var binaryLength = nodes.Sum(BytesOf) + (picture?.Length ?? 0) + padding;
        var json = GlbDocument.Describe(nodes, materials, picture, binaryLength);
        var jsonLength = (json.Length + 3) & ~3;
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], checked((uint)(HeaderBytes + ChunkHeaderBytes + jsonLength + ChunkHeaderBytes + binaryLength)));
        destination.Write(header);
        WriteChunkHeader(destination, jsonLength, JsonChunk);
        destination.Write(json);
        destination.Write("   "u8[..(jsonLength - json.Length)]);
        WriteChunkHeader(destination, binaryLength, BinaryChunk);
        foreach (var node in nodes) WriteData(destination, node);
        if (picture is { } bytes) destination.Write(bytes.Span);
        destination.Write(stackalloc byte[padding]);
    }

    /// <summary>Bytes of a node's data: all of its parts are whole multiples of four.</summary>
    internal static long BytesOf(GlbNode node) => 4L * (node.Positions.Length + (node.Normals?.Length ?? 0) + (node.TexCoords0?.Length ?? 0) + (node.TexCoords1?.Length ?? 0) + node.Indices.Length) + (node.Colors?.Length ?? 0);

    private static void Check(GlbNode node, int materials)
    {
        var vertices = node.Positions.Length / 3;
        var corners = node.Shape switch { GlbShape.Triangles => 3, GlbShape.Lines => 2, _ => 1 };
        var isWhole = vertices > 0 && node.Positions.Length == vertices * 3 && node.Indices.Length > 0 && node.Indices.Length % corners == 0;
        var isComplete = (node.Normals is null || node.Normals.Length == vertices * 3) && (node.Colors is null || node.Colors.Length == vertices * 4);
        isComplete &= (node.TexCoords0 is null || node.TexCoords0.Length == vertices * 2) && (node.TexCoords1 is null || (node.TexCoords0 is not null && node.TexCoords1.Length == vertices * 2));
        isComplete &= (uint)node.Material < (uint)materials;
        if (!isWhole || !isComplete) throw new ArgumentException($"{node.Name}: the arrays don't fit one another", nameof(node));
        foreach (var index in node.Indices)
        {
            if ((uint)index >= (uint)vertices) throw new ArgumentException($"{node.Name}: index {index} with {vertices} vertices", nameof(node));
        }
    }

    private static void WriteChunkHeader(Stream destination, long length, uint type)
    {
        Span<byte> header = stackalloc byte[ChunkHeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, checked((uint)length));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
        destination.Write(header);
    }

    /// <summary>The order is that of <see cref="GlbDocument"/>'s views: positions, normals, colours, texture coordinates, indices.</summary>
    private static void WriteData(Stream destination, GlbNode node)
    {
        WriteFloats(destination, node.Positions);
        if (node.Normals is not null) WriteFloats(destination, node.Normals);
        if (node.Colors is not null) destination.Write(node.Colors);
        if (node.TexCoords0 is not null) WriteFloats(destination, node.TexCoords0);
        if (node.TexCoords1 is not null) WriteFloats(destination, node.TexCoords1);
        WriteIntegers(destination, node.Indices);
    }

    private static void WriteFloats(Stream destination, ReadOnlySpan<float> values)
    {
        var bytes = new byte[Math.Min(TransferBytes, values.Length * 4)];
        while (!values.IsEmpty)
        {
            var count = Math.Min(values.Length, bytes.Length / 4);
            for (var i = 0; i < count; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), values[i]);
            destination.Write(bytes.AsSpan(0, count * 4));
            values = values[count..];
        }
    }

    private static void WriteIntegers(Stream destination, ReadOnlySpan<int> values)
    {
        var bytes = new byte[Math.Min(TransferBytes, values.Length * 4)];
        while (!values.IsEmpty)
        {
            var count = Math.Min(values.Length, bytes.Length / 4);
            for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), values[i]);
            destination.Write(bytes.AsSpan(0, count * 4));
            values = values[count..];
        }
    }
}
