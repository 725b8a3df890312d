using System.Buffers.Binary;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>
/// The canonical bytes of a field: <c>"P2FF" | i32 width | i32 height | i32 goal x | i32 goal y | rows</c>; a row is ceil(width / 2) bytes, the
/// even cell in the lower half of a byte: 0 to 7 a direction of <see cref="PathRuns"/>, 8 the goal, 15 no way. Unused halves are 15.
/// </summary>
internal static class FlowFieldFormat
{
    private const int HeaderSize = 20;
    private const int HalfMask = 15;

    private static ReadOnlySpan<byte> Magic => "P2FF"u8;

    /// <summary>Bytes of the field of a map.</summary>
    public static int Length(GridMap map) => HeaderSize + (map.Height * RowBytes(map));

    /// <summary>Writes a field.</summary>
    public static byte[] Write(FlowField field)
    {
        var map = field.Map;
        var bytes = new byte[Length(map)];
        Magic.CopyTo(bytes);
        WriteHeader(bytes.AsSpan(Magic.Length), map, field.Goal);
        for (var y = 0; y < map.Height; y++)
        {
            var row = bytes.AsSpan(HeaderSize + (y * RowBytes(map)), RowBytes(map));
            for (var x = 0; x < row.Length * 2; x++)
            {
                var direction = x < map.Width ? field[x + 1, y + 1] : FlowField.NoWay;
                row[x >> 1] |= (byte)(direction << (4 * (x & 1)));
            }
        }

        return bytes;
    }

    /// <summary>Reads a field; null where the bytes are not one that leads to this goal on this map.</summary>
    public static FlowField? Read(ReadOnlyMemory<byte> bytes, GridMap map, (int X, int Y) goal, CancellationToken cancellation)
    {
        if (bytes.Length != Length(map) || !bytes.Span.StartsWith(Magic)) return null;
        Span<byte> header = stackalloc byte[HeaderSize - 4];
        WriteHeader(header, map, goal);
        if (!bytes.Span[Magic.Length..HeaderSize].SequenceEqual(header)) return null;
        var rowBytes = RowBytes(map);
        return FlowField.TryTake(map, goal, (x, y) => (byte)((bytes.Span[HeaderSize + (y * rowBytes) + (x >> 1)] >> (4 * (x & 1))) & HalfMask), cancellation);
    }

    private static int RowBytes(GridMap map) => (map.Width + 1) / 2;

    private static void WriteHeader(Span<byte> header, GridMap map, (int X, int Y) goal)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, map.Width);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], map.Height);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], goal.X);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], goal.Y);
    }
}
