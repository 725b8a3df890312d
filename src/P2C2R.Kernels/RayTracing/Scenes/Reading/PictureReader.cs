using P2C2R.Kernels.Images;
using P2C2R.Kernels.Images.Hdr;
using P2C2R.Kernels.Images.Jpeg;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>Reads pictures of any known format; their first bytes tell which it is.</summary>
internal static class PictureReader
{
    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <summary>Reads a picture.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="isSrgb">Whether colours of 16 bits are encoded; they become linear floats. Bytes stay as they are.</param>
    /// <param name="maxPixels">How many are left for it.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static SceneImage Read(ReadOnlySpan<byte> bytes, string name, bool isSrgb, long maxPixels, CancellationToken cancellation)
    {
        if (HdrReader.IsHdr(bytes)) return OfFloats(HdrReader.Read(bytes, name, maxPixels, cancellation));
        if (JpegReader.IsJpeg(bytes)) return OfBytes(JpegReader.Read(bytes, name, SceneLimits.MaxPictureSide, cancellation), name, maxPixels);
        if (!bytes.StartsWith(PngStart)) throw new InputException($"{name}: not a picture that can be read; PNG, JPEG and Radiance HDR can");
        var png = PngReader.Read(bytes, name, SceneLimits.MaxPictureSide, cancellation);
        CheckSize(png.Width, png.Height, name, maxPixels);
        return png.BitDepth == 8 ? OfBytes(png) : OfWords(png, isSrgb);
    }

    private static void CheckSize(int width, int height, string name, long maxPixels)
    {
        if ((long)width * height > maxPixels) throw new InputException($"{name}: with its {width} x {height} pixels all pictures have more than {SceneLimits.MaxPixels}; scale them down");
    }

    private static SceneImage OfBytes(JpegImage jpeg, string name, long maxPixels)
    {
        CheckSize(jpeg.Width, jpeg.Height, name, maxPixels);
        var rgba = new byte[jpeg.Width * jpeg.Height * 4];
        for (var i = 0; i < rgba.Length; i++) rgba[i] = i % 4 == 3 ? byte.MaxValue : jpeg.Samples[(i / 4 * jpeg.Channels) + (jpeg.Channels == 1 ? 0 : i % 4)];
        return new SceneImage(jpeg.Width, jpeg.Height, rgba);
    }

    private static SceneImage OfBytes(PngImage png)
    {
        var rgba = new byte[png.Width * png.Height * 4];
        for (var i = 0; i < rgba.Length; i += 4) (rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]) = png.Rgba(i / 4 % png.Width, i / 4 / png.Width);
        return new SceneImage(png.Width, png.Height, rgba);
    }

    private static SceneImage OfFloats(HdrImage hdr)
    {
        var rgba = new float[hdr.Width * hdr.Height * 4];
        for (var i = 0; i < rgba.Length; i++) rgba[i] = i % 4 == 3 ? 1 : hdr.Rgb[(i / 4 * 3) + (i % 4)];
        return new SceneImage(hdr.Width, hdr.Height, rgba);
    }

    private static SceneImage OfWords(PngImage png, bool isSrgb)
    {
        var (channels, pixels) = (png.Channels, png.Width * png.Height);
        var curve = isSrgb ? SrgbCurve.DecodedWords : null;
        var rgba = new float[pixels * 4];
        for (var i = 0; i < pixels; i++)
        {
            var pixel = png.Samples.AsSpan(i * channels, channels);
            for (var c = 0; c < 3; c++) rgba[(4 * i) + c] = Linear(pixel[png.HasColor ? c : 0], curve);
            rgba[(4 * i) + 3] = channels is 2 or 4 ? Linear(pixel[channels - 1], null) : 1;
        }

        return new SceneImage(png.Width, png.Height, rgba);
    }

    private static float Linear(ushort sample, float[]? curve) => curve is null ? (float)(sample / 65535.0) : curve[sample];
}
