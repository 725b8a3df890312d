using System.Buffers.Binary;
using System.IO.Compression;

namespace P2C2R.Kernels.Images;

/// <summary>
/// Writes a picture as PNG (ISO/IEC 15948): 8-bit RGB or RGBA or 16-bit grey, one IDAT chunk, "sub" filtered rows. For people's eyes only: compressed
/// bytes differ between releases of .NET and are never hashed.
/// </summary>
public static class PngWriter
{
    private const byte SubFilter = 1;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture in colours.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">3 bytes a pixel, rows from the top.</param>
    public static void Write(Stream destination, int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var rows = new FilteredRows(width * 3, 3);
        for (var y = 0; y < height; y++) rows.Add(rgb.Slice(y * width * 3, width * 3));
        Write(destination, width, height, 8, PngColorType.Rgb, rows.Finish());
    }

    /// <summary>Writes a picture in colours with holes.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgba">4 bytes a pixel, rows from the top.</param>
    public static void WriteRgba(Stream destination, int width, int height, ReadOnlySpan<byte> rgba)
    {
        using var rows = new FilteredRows(width * 4, 4);
        for (var y = 0; y < height; y++) rows.Add(rgba.Slice(y * width * 4, width * 4));
        Write(destination, width, height, 8, PngColorType.RgbAlpha, rows.Finish());
    }

    /// <summary>Writes a picture in 65,536 greys.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="greys">0 is black; rows from the top.</param>
    public static void WriteGrey(Stream destination, int width, int height, ReadOnlySpan<ushort> greys)
    {
        using var rows = new FilteredRows(width * 2, 2);
        var row = new byte[width * 2];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(2 * x), greys[(y * width) + x]);
            rows.Add(row);
        }

        Write(destination, width, height, 16, PngColorType.Grey, rows.Finish());
    }

    private static void Write(Stream destination, int width, int height, byte bitDepth, PngColorType colorType, ReadOnlySpan<byte> compressed)
    {
        destination.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = bitDepth;
        header[9] = (byte)colorType;
        header[10..].Clear();
        WriteChunk(destination, "IHDR"u8, header);
        WriteChunk(destination, "IDAT"u8, compressed);
        WriteChunk(destination, "IEND"u8, []);
    }

    private static void WriteChunk(Stream destination, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        destination.Write(number);
        destination.Write(type);
        destination.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngCrc.Of(type, data));
        destination.Write(number);
    }

    /// <summary>Compresses rows, each as its differences from the pixel before: the "sub" filter.</summary>
    private sealed class FilteredRows : IDisposable
    {
        private readonly MemoryStream _memory = new();
        private readonly Stream _zlib;
        private readonly byte[] _filtered;
        private readonly int _pixelSize;

        public FilteredRows(int rowSize, int pixelSize)
        {
            (_pixelSize, _filtered) = (pixelSize, new byte[1 + rowSize]);
            _filtered[0] = SubFilter;
#pragma warning disable RS0030 // A picture isn't hashed.
            _zlib = new ZLibStream(_memory, CompressionLevel.Optimal, leaveOpen: true);
#pragma warning restore RS0030
        }

        public void Add(ReadOnlySpan<byte> row)
        {
            row[.._pixelSize].CopyTo(_filtered.AsSpan(1));
            for (var i = _pixelSize; i < row.Length; i++) _filtered[i + 1] = (byte)(row[i] - row[i - _pixelSize]);
            _zlib.Write(_filtered);
        }

        public ReadOnlySpan<byte> Finish()
        {
            _zlib.Dispose();
            return _memory.GetBuffer().AsSpan(0, (int)_memory.Length);
        }

        public void Dispose() => _memory.Dispose();
    }
}
