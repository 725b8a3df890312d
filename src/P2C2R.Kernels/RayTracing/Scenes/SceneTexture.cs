namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>A picture and how it is read between and beyond its pixels. Mip maps aren't used: those who sample average.</summary>
/// <param name="Image">The pixels; several textures may share them.</param>
/// <param name="IsSrgb">Whether bytes of colours are encoded as IEC 61966-2-1 says; alpha never is, floats never are.</param>
/// <param name="WrapU">Beyond left and right.</param>
/// <param name="WrapV">Beyond top and bottom.</param>
/// <param name="IsNearest">The nearest pixel alone instead of the four around.</param>
public sealed record SceneTexture(SceneImage Image, bool IsSrgb, TextureWrap WrapU, TextureWrap WrapV, bool IsNearest)
{
    /// <summary>
    /// The texture at u (0 left, 1 right) and v (0 top, 1 bottom): bilinear between the centres of pixels, of linear values. The same
    /// bits on every machine; coordinates that aren't finite count as 0.
    /// </summary>
    public Rgba Sample(float u, float v)
    {
        var x = Place(u, Image.Width, WrapU);
        var y = Place(v, Image.Height, WrapV);
        if (IsNearest) return Image.Linear((int)MathF.Floor(x + 0.5f), (int)MathF.Floor(y + 0.5f), WrapU, WrapV, IsSrgb);
        var (left, top) = (MathF.Floor(x), MathF.Floor(y));
        var (right, down) = (x - left, y - top);
        var (column, row) = ((int)left, (int)top);
        var above = Mix(Image.Linear(column, row, WrapU, WrapV, IsSrgb), Image.Linear(column + 1, row, WrapU, WrapV, IsSrgb), right);
        var below = Mix(Image.Linear(column, row + 1, WrapU, WrapV, IsSrgb), Image.Linear(column + 1, row + 1, WrapU, WrapV, IsSrgb), right);
        return Mix(above, below, down);
    }

    /// <summary>A coordinate in pixels from the centre of the first one: from -0.5 to the size - 0.5.</summary>
    private static float Place(float coordinate, int size, TextureWrap wrap)
    {
        if (!float.IsFinite(coordinate)) return 0;
        var inside = wrap switch
        {
            TextureWrap.Repeat => coordinate - MathF.Floor(coordinate),
            TextureWrap.ClampToEdge => Math.Clamp(coordinate, 0, 1),
            _ => Mirrored(coordinate),
        };
        return (inside * size) - 0.5f;
    }

    private static float Mirrored(float coordinate)
    {
        var inTwo = coordinate - (2 * MathF.Floor(coordinate * 0.5f));
        return inTwo > 1 ? 2 - inTwo : inTwo;
    }

    private static Rgba Mix(Rgba a, Rgba b, float share) => new(
        a.R + ((b.R - a.R) * share),
        a.G + ((b.G - a.G) * share),
        a.B + ((b.B - a.B) * share),
        a.A + ((b.A - a.A) * share));
}
