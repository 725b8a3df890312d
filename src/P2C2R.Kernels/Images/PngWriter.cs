using System.Buffers.Binary;
using System.IO.Compression;

namespace P2C2R.Kernels.Images;

/// <summary>
/// Writes a picture as PNG (ISO/IEC 15948): 8-bit RGB, one IDAT chunk, "sub" filtered rows. For people's eyes only: compressed
/// bytes differ between releases of .NET and are never hashed.
/// </summary>
public static class PngWriter
{
    private const byte SubFilter = 1;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">3 bytes a pixel, rows from the top.</param>
    public static void Write(Stream destination, int width, int height, ReadOnlySpan<byte> rgb)
    {
        destination.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = 2;
        header[10..].Clear();
        WriteChunk(destination, "IHDR"u8, header);
        WriteChunk(destination, "IDAT"u8, Compress(width, height, rgb));
        WriteChunk(destination, "IEND"u8, []);
    }

    private static ReadOnlySpan<byte> Compress(int width, int height, ReadOnlySpan<byte> rgb)
    {
        var memory = new MemoryStream();
#pragma warning disable RS0030 // A picture isn't hashed.
        using (Stream zlib = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true))
#pragma warning restore RS0030
        {
            var filtered = new byte[1 + (width * 3)];
            filtered[0] = SubFilter;
            for (var y = 0; y < height; y++)
            {
                var row = rgb.Slice(y * width * 3, width * 3);
                row[..3].CopyTo(filtered.AsSpan(1));
                for (var i = 3; i < row.Length; i++) filtered[i + 1] = (byte)(row[i] - row[i - 3]);
                zlib.Write(filtered);
            }
        }

        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
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
}
