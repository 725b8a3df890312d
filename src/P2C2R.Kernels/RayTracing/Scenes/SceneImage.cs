namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>Pixels: either bytes or floats, four samples each (red, green, blue, alpha), rows from the top.</summary>
public sealed class SceneImage
{
    private readonly byte[]? _bytes;
    private readonly float[]? _floats;

    /// <summary>A picture of bytes.</summary>
    public SceneImage(int width, int height, byte[] rgba)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgba.Length, width * height * 4);
        (Width, Height, _bytes) = (width, height, rgba);
    }

    /// <summary>A picture of floats: linear, finite.</summary>
    public SceneImage(int width, int height, float[] rgba)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgba.Length, width * height * 4);
        (Width, Height, _floats) = (width, height, rgba);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The samples of a picture of bytes; null of one of floats.</summary>
    public byte[]? Bytes => _bytes;

    /// <summary>The samples of a picture of floats; null of one of bytes.</summary>
    public float[]? Floats => _floats;

    /// <summary>A pixel, linear; at most one column and row beyond the edges, which wrap.</summary>
    internal Rgba Linear(int column, int row, TextureWrap wrapU, TextureWrap wrapV, bool isSrgb)
    {
        var at = 4 * ((Wrap(row, Height, wrapV) * Width) + Wrap(column, Width, wrapU));
        if (_floats is not null) return new Rgba(_floats[at], _floats[at + 1], _floats[at + 2], _floats[at + 3]);
        var table = isSrgb ? SrgbCurve.Decoded : SrgbCurve.Unit;
        return new Rgba(table[_bytes![at]], table[_bytes[at + 1]], table[_bytes[at + 2]], SrgbCurve.Unit[_bytes[at + 3]]);
    }

    private static int Wrap(int index, int size, TextureWrap wrap)
    {
        if ((uint)index < (uint)size) return index;
        if (wrap != TextureWrap.Repeat) return index < 0 ? 0 : size - 1;
        return index < 0 ? size - 1 : 0;
    }
}
