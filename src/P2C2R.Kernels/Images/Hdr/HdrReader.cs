using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Images.Hdr;

/// <summary>
/// Reads Radiance pictures (G. Ward, "The RADIANCE Picture File Format"): RGB with a shared exponent, rows from the top, with either
/// run-length encoding or none. The exposure in the header is undone; other lines of it are skipped.
/// </summary>
public static class HdrReader
{
    // A pair of bytes makes at most 127 components, of which a pixel has four; in the older encoding four bytes 255 pixels.
    private const int MostPixelsPerByte = 64;
    private const int MaxHeader = 1 << 16;

    /// <summary>Whether bytes begin as such a picture does.</summary>
    public static bool IsHdr(ReadOnlySpan<byte> bytes) => bytes.StartsWith("#?"u8);

    /// <summary>Reads a picture.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="maxPixels">The most pixels to accept.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InputException">It is no such picture, damaged, or too big.</exception>
    public static HdrImage Read(ReadOnlySpan<byte> bytes, string file, long maxPixels, CancellationToken cancellation = default)
    {
        if (!IsHdr(bytes)) throw Wrong(file, "it does not begin with #?");
        var exposure = ReadHeader(ref bytes, file);
        var (width, height) = ReadSize(ref bytes, file);
        var pixels = (long)width * height;
        if (pixels > maxPixels) throw Wrong(file, $"it has {width} x {height} pixels; {maxPixels} are allowed, scale it down");
        if (pixels / MostPixelsPerByte > bytes.Length) throw Wrong(file, $"its {bytes.Length} bytes of data can't hold {width} x {height} pixels");
        var image = new HdrImage(width, height, new float[pixels * 3]);
        var row = new byte[width * 4];
        for (var y = 0; y < height; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!HdrRow.TryRead(ref bytes, row)) throw Wrong(file, $"row {y + 1} is damaged or ends too early");
            var target = image.Rgb.AsSpan(y * width * 3, width * 3);
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = SharedExponent.Decode(row.AsSpan(4 * x, 4));
                (target[3 * x], target[(3 * x) + 1], target[(3 * x) + 2]) = (Scaled(r, exposure), Scaled(g, exposure), Scaled(b, exposure));
            }
        }

        return image;
    }

    private static float Scaled(float value, double exposure) => (float)Math.Min(value / exposure, float.MaxValue);

    /// <summary>The lines up to the empty one; the product of their exposures.</summary>
    private static double ReadHeader(ref ReadOnlySpan<byte> bytes, string file)
    {
        var exposure = 1.0;
        while (true)
        {
            var line = ReadLine(ref bytes, file);
            if (line.IsEmpty) return exposure;
            if (line.StartsWith("FORMAT="u8) && !line.SequenceEqual("FORMAT=32-bit_rle_rgbe"u8)) throw Wrong(file, "only FORMAT=32-bit_rle_rgbe can be read");
            if (!line.StartsWith("EXPOSURE="u8)) continue;
            if (!TextNumber.TryRead(line["EXPOSURE=".Length..].Trim(" \t"u8), out double factor) || !(factor > 1e-30 && factor < 1e30)) throw Wrong(file, "its EXPOSURE must be a positive number");
            exposure *= factor;
            if (!(exposure > 1e-30 && exposure < 1e30)) throw Wrong(file, "its EXPOSUREs make an impossible factor");
        }
    }

    private static (int Width, int Height) ReadSize(ref ReadOnlySpan<byte> bytes, string file)
    {
        var line = ReadLine(ref bytes, file);
        var middle = line.IndexOf(" +X "u8);
        if (!line.StartsWith("-Y "u8) || middle < 3) throw Wrong(file, "its size must be written as -Y height +X width: rows from the top, from the left");
        var isNumber = TextNumber.TryRead(line[3..middle], out int height) & TextNumber.TryRead(line[(middle + 4)..], out int width);
        return isNumber && width > 0 && height > 0 ? (width, height) : throw Wrong(file, "its width and height must be positive whole numbers");
    }

    private static ReadOnlySpan<byte> ReadLine(ref ReadOnlySpan<byte> bytes, string file)
    {
        var end = bytes[..Math.Min(bytes.Length, MaxHeader)].IndexOf((byte)'\n');
        if (end < 0) throw Wrong(file, "its header does not end");
        var line = bytes[..end];
        bytes = bytes[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    private static InputException Wrong(string file, string what) => new($"{file}: not a readable Radiance picture: {what}");
}
