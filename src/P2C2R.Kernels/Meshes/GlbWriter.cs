using System.Buffers.Binary;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// Writes objects as binary glTF 2.0 (Khronos, "glTF 2.0 Specification", 2021, section 4.4), which viewers and engines open:
/// positions, normals, vertex colours, indices. Made for people's eyes; never hashed.
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

    /// <summary>Writes a file.</summary>
    /// <param name="destination">Where to; only sequential writes.</param>
    /// <param name="nodes">What to write; at least one object, together less than 4 GiB.</param>
    public static void Write(Stream destination, IReadOnlyList<GlbNode> nodes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(nodes.Count);
        foreach (var node in nodes) Check(node);
        var binaryLength = nodes.Sum(BytesOf);
        var json = GlbDocument.Describe(nodes, binaryLength);
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
    }

    /// <summary>Bytes of a node's data: all of its parts are whole multiples of four.</summary>
    internal static long BytesOf(GlbNode node) => 4L * (node.Positions.Length + (node.Normals?.Length ?? 0) + node.Indices.Length) + (node.Colors?.Length ?? 0);

    private static void Check(GlbNode node)
    {
        var vertices = node.Positions.Length / 3;
        var corners = node.Shape == GlbShape.Triangles ? 3 : 2;
        var isWhole = vertices > 0 && node.Positions.Length == vertices * 3 && node.Indices.Length > 0 && node.Indices.Length % corners == 0;
        var isComplete = (node.Normals is null || node.Normals.Length == vertices * 3) && (node.Colors is null || node.Colors.Length == vertices * 4);
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

    /// <summary>The order is that of <see cref="GlbDocument"/>'s views: positions, normals, colours, indices.</summary>
    private static void WriteData(Stream destination, GlbNode node)
    {
        WriteFloats(destination, node.Positions);
        if (node.Normals is not null) WriteFloats(destination, node.Normals);
        if (node.Colors is not null) destination.Write(node.Colors);
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
