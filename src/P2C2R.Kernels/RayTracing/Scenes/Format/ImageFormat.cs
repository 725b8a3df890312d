using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>A picture's pixels in canonical bytes.</summary>
internal static class ImageFormat
{
    /// <summary>Writes a picture.</summary>
    public static void Write(CanonicalWriter writer, SceneImage image)
    {
        writer.I32(image.Width);
        writer.I32(image.Height);
        writer.U8(image.Bytes is null ? (byte)1 : (byte)0);
        if (image.Bytes is { } bytes) writer.Bytes(bytes);
        else writer.Floats(image.Floats);
    }

    /// <summary>Reads a picture.</summary>
    public static SceneImage? Read(ref CanonicalReader reader)
    {
        var (width, height, isFloats) = (reader.I32(), reader.I32(), reader.U8());
        if (width < 1 || width > SceneLimits.MaxPictureSide || height < 1 || height > SceneLimits.MaxPictureSide || isFloats > 1) return null;
        var samples = width * height * 4;
        if (isFloats == 1) return reader.TryFloats(samples, mayBeAbsent: false, out var floats) ? new SceneImage(width, height, floats!) : null;
        var bytes = reader.Take(samples);
        return reader.Failed ? null : new SceneImage(width, height, bytes.ToArray());
    }
}
