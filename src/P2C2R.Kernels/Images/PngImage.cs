namespace P2C2R.Kernels.Images;

/// <summary>
/// A picture that <see cref="PngReader"/> read: samples as they stand in the file, except that palettes are resolved, samples
/// of fewer than 8 bits are widened to 8, and a transparent colour has become an alpha channel. No gamma or colour profile is applied.
/// </summary>
public sealed class PngImage
{
    internal PngImage(int width, int height, int bitDepth, int channels)
    {
        (Width, Height, BitDepth, Channels) = (width, height, bitDepth, channels);
        Samples = new ushort[width * height * channels];
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>8, samples are 0 to 255; or 16, samples are 0 to 65,535.</summary>
    public int BitDepth { get; }

    /// <summary>1 grey, 2 grey and alpha, 3 red, green and blue, 4 these and alpha.</summary>
    public int Channels { get; }

    /// <summary><see cref="Channels"/> samples a pixel, rows from the top.</summary>
    public ushort[] Samples { get; }

    /// <summary>Whether there are colours; they may all be grey.</summary>
    public bool HasColor => Channels >= 3;

    /// <summary>The greatest sample: white, or opaque.</summary>
    public int MaxSample => (1 << BitDepth) - 1;

    /// <summary>A pixel as 8-bit red, green, blue, alpha; of 16-bit samples the upper half.</summary>
    public (byte R, byte G, byte B, byte A) Rgba(int x, int y)
    {
        var pixel = Samples.AsSpan(((y * Width) + x) * Channels, Channels);
        var red = Narrow(pixel[0]);
        return Channels switch
        {
            1 => (red, red, red, byte.MaxValue),
            2 => (red, red, red, Narrow(pixel[1])),
            3 => (red, Narrow(pixel[1]), Narrow(pixel[2]), byte.MaxValue),
            _ => (red, Narrow(pixel[1]), Narrow(pixel[2]), Narrow(pixel[3])),
        };
    }

    private byte Narrow(ushort sample) => (byte)(BitDepth == 16 ? sample >> 8 : sample);
}
