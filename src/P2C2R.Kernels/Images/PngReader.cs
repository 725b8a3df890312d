using System.IO.Compression;

namespace P2C2R.Kernels.Images;

/// <summary>
/// Reads PNG pictures (ISO/IEC 15948): every bit depth and colour type, all filters, interlaced or not; checksums are checked,
/// sizes before anything is allocated. Chunks that don't change samples (text, gamma, profiles) are skipped.
/// </summary>
public static class PngReader
{
    // Deflate can't do better than 1,032 to 1 (258 bytes for two bits): a smaller file can't hold its picture.
    private const int MostCompression = 1040;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a picture.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="maxSide">The greatest width and height to accept, at most 16,384.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InputException">It is no PNG, damaged, or too big.</exception>
    public static PngImage Read(ReadOnlySpan<byte> bytes, string file, int maxSide, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSide, 1 << 14);
        var chunks = new PngChunks();
        if ((bytes.StartsWith(Signature) ? chunks.Read(bytes[Signature.Length..], maxSide) : "it does not begin as a PNG does") is { } wrong) throw Wrong(file, wrong);
        var (header, data) = (chunks.Header!, chunks.Data);
        if (header.FilteredBytes / MostCompression > data.Length) throw Wrong(file, $"its {data.Length} bytes of data can't hold {header.Width} x {header.Height} pixels");
        var samples = new PngSamples(header, chunks.Palette, chunks.Transparency);
        try
        {
            return Decode(header, data, samples, cancellation) ?? throw Wrong(file, "a row has an unknown filter");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InputException(Wrong(file, "its compressed data is damaged or ends too early").Message, e);
        }
    }

    private static PngImage? Decode(PngHeader header, byte[] data, PngSamples samples, CancellationToken cancellation)
    {
        var image = new PngImage(header.Width, header.Height, header.BitDepth == 16 ? 16 : 8, samples.Channels);
#pragma warning disable RS0030 // Compressed bytes differ between releases; decompressed ones don't.
        using Stream zlib = new ZLibStream(new MemoryStream(data, writable: false), CompressionMode.Decompress);
#pragma warning restore RS0030
        foreach (var pass in header.Passes)
        {
            var (columns, rows) = pass.SizeIn(header.Width, header.Height);
            if (columns <= 0 || rows <= 0) continue;
            var length = header.RowBytes(columns);
            var above = new byte[length];
            var row = new byte[length];
            for (var i = 0; i < rows; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var filter = zlib.ReadByte();
                if (filter < 0) throw new EndOfStreamException();
                zlib.ReadExactly(row);
                if (!PngFilter.TryUndo(filter, row, above, header.FilterDistance)) return null;
                samples.Unpack(row, columns, image.Samples.AsSpan(((((pass.Y + (i * pass.StepY)) * header.Width) + pass.X) * samples.Channels)..), pass.StepX);
                (row, above) = (above, row);
            }
        }

        return image;
    }

    private static InputException Wrong(string file, string what) => new($"{file}: not a readable PNG: {what}");
}
