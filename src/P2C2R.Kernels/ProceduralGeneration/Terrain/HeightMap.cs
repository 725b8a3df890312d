using System.Buffers.Binary;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>A given height map in canonical bytes: <c>"P2HM" | i32 width | i32 height | width x height x i32 units</c>, rows from the top.</summary>
internal sealed class HeightMap
{
    private const int HeaderSize = 12;

    private readonly ReadOnlyMemory<byte> _cells;

    private HeightMap(int width, int height, ReadOnlyMemory<byte> cells) => (Width, Height, _cells) = (width, height, cells);

    private static ReadOnlySpan<byte> Magic => "P2HM"u8;

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Canonical bytes of heights.</summary>
    public static byte[] Write(int width, int height, ReadOnlySpan<int> cells)
    {
        var bytes = new byte[HeaderSize + (4 * cells.Length)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), height);
        for (var i = 0; i < cells.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderSize + (4 * i)), cells[i]);
        return bytes;
    }

    /// <summary>Over canonical bytes; null where they are none.</summary>
    public static HeightMap? Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < HeaderSize || !span.StartsWith(Magic)) return null;
        var width = BinaryPrimitives.ReadInt32LittleEndian(span[4..]);
        var height = BinaryPrimitives.ReadInt32LittleEndian(span[8..]);
        if (width is < TerrainParameters.MinSide or > TerrainParameters.MaxSide || height is < TerrainParameters.MinSide or > TerrainParameters.MaxSide) return null;
        return span.Length == HeaderSize + (4 * width * height) ? new HeightMap(width, height, bytes[HeaderSize..]) : null;
    }

    /// <summary>Heights of a part of a row of a level: the mean, rounded down, of the cells of level 0 that one cell covers.</summary>
    public void FillRow(int level, int left, int y, Span<int> row)
    {
        var cells = _cells.Span;
        var side = 1 << level;
        var bottom = Math.Min((y + 1) * side, Height);
        for (var i = 0; i < row.Length; i++)
        {
            long sum = 0;
            var right = Math.Min((left + i + 1) * side, Width);
            for (var cellY = y * side; cellY < bottom; cellY++)
            {
                for (var cellX = (left + i) * side; cellX < right; cellX++) sum += BinaryPrimitives.ReadInt32LittleEndian(cells[(4 * ((cellY * Width) + cellX))..]);
            }

            long count = (bottom - (y * side)) * (right - ((left + i) * side));
            row[i] = (int)FloorDivide(sum, count);
        }
    }

    private static long FloorDivide(long sum, long count) => (sum / count) - (sum % count < 0 ? 1 : 0);
}
