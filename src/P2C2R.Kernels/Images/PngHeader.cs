using System.Buffers.Binary;

namespace P2C2R.Kernels.Images;

/// <summary>The IHDR chunk of a PNG (ISO/IEC 15948, 11.2.1), checked.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitDepth">Bits of a sample, or of a palette index: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">What the samples of a pixel mean.</param>
/// <param name="Interlaced">Whether the rows come in the seven passes of Adam7.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    /// <summary>Bytes of the chunk's data.</summary>
    public const int Size = 13;

    // Adam7: x and y of the first pixel, and the distance to the next one, of each pass.
    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    /// <summary>Samples of a pixel as they stand in the file.</summary>
    public int FileChannels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GreyAlpha => 2,
        PngColorType.RgbAlpha => 4,
        _ => 1,
    };

    /// <summary>Passes in which the picture stands in the file.</summary>
    public IReadOnlyList<PngPass> Passes => Interlaced ? Adam7 : Whole;

    /// <summary>The distance, in bytes, at which filters look back: a pixel, but at least 1.</summary>
    public int FilterDistance => Math.Max(1, FileChannels * BitDepth / 8);

    /// <summary>Bytes of a row of so many pixels, without its filter byte.</summary>
    public int RowBytes(int pixels) => (int)((((long)pixels * FileChannels * BitDepth) + 7) / 8);

    /// <summary>Bytes of the whole picture after decompression, filter bytes included.</summary>
    public long FilteredBytes
    {
        get
        {
            var sum = 0L;
            foreach (var pass in Passes)
            {
                var (columns, rows) = pass.SizeIn(Width, Height);
                if (columns > 0) sum += (long)rows * (1 + RowBytes(columns));
            }

            return sum;
        }
    }

    /// <summary>Reads the chunk's data; the reason where it can't be read.</summary>
    public static string? TryRead(ReadOnlySpan<byte> data, int maxSide, out PngHeader header)
    {
        header = null!;
        if (data.Length != Size) return $"its header has {data.Length} bytes instead of {Size}";
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width < 1 || width > maxSide || height < 1 || height > maxSide) return $"it has {width} x {height} pixels; 1 x 1 to {maxSide} x {maxSide} are allowed, scale it down";
        var (depth, color) = (data[8], data[9]);
        if (!IsAllowed(depth, color)) return $"bit depth {depth} with colour type {color} isn't in the standard";
        if (data[10] != 0 || data[11] != 0) return "its compression or filter method is unknown";
        if (data[12] > 1) return $"interlace method {data[12]} is unknown";
        header = new PngHeader((int)width, (int)height, depth, (PngColorType)color, data[12] == 1);
        return null;
    }

    private static bool IsAllowed(byte depth, byte color) => (PngColorType)color switch
    {
        PngColorType.Grey => depth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => depth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GreyAlpha or PngColorType.RgbAlpha => depth is 8 or 16,
        _ => false,
    };
}
