using System.Text;

namespace P2C2R.Kernels.Images.Hdr;

/// <summary>
/// Writes Radiance pictures (G. Ward, "The RADIANCE Picture File Format"): four bytes a pixel with a shared exponent, each
/// component of a row run-length encoded. Made from canonical floats; not what is hashed.
/// </summary>
public static class HdrWriter
{
    private const int LeastRun = 4;
    private const int MostRun = 127;
    private const int MostLiterals = 128;

    /// <summary>The format encodes runs only in rows from this width on,</summary>
    internal const int LeastEncodedWidth = 8;

    /// <summary>up to this one.</summary>
    internal const int MostEncodedWidth = 0x7FFF;

    /// <summary>Writes a picture.</summary>
    /// <param name="destination">Where to; only sequential writes.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">Red, green, blue of each pixel, linear; rows from the top.</param>
    public static void Write(Stream destination, int width, int height, ReadOnlySpan<float> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, width * height * 3);
        destination.Write(Encoding.ASCII.GetBytes($"#?RADIANCE\nSOFTWARE=P2C2R\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n"));
        var row = new byte[width * 4];
        var plane = new byte[width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = rgb.Slice(3 * ((y * width) + x), 3);
                SharedExponent.Encode(pixel[0], pixel[1], pixel[2], row.AsSpan(4 * x, 4));
            }

            if (width is < LeastEncodedWidth or > MostEncodedWidth) destination.Write(row);
            else WriteEncoded(destination, row, plane);
        }
    }

    private static void WriteEncoded(Stream destination, byte[] row, byte[] plane)
    {
        destination.Write([2, 2, (byte)(plane.Length >> 8), (byte)plane.Length]);
        for (var component = 0; component < 4; component++)
        {
            for (var x = 0; x < plane.Length; x++) plane[x] = row[(4 * x) + component];
            WriteRuns(destination, plane);
        }
    }

    private static void WriteRuns(Stream destination, ReadOnlySpan<byte> values)
    {
        while (!values.IsEmpty)
        {
            var run = RunAt(values);
            if (run >= LeastRun)
            {
                destination.Write([(byte)(128 + run), values[0]]);
                values = values[run..];
                continue;
            }

            var literals = 0;
            while (literals < values.Length && literals < MostLiterals && RunAt(values[literals..]) < LeastRun) literals++;
            destination.WriteByte((byte)literals);
            destination.Write(values[..literals]);
            values = values[literals..];
        }
    }

    private static int RunAt(ReadOnlySpan<byte> values)
    {
        var run = 1;
        while (run < values.Length && run < MostRun && values[run] == values[0]) run++;
        return run;
    }
}
