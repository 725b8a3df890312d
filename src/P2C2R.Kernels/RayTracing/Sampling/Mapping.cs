using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Sampling;

/// <summary>Even maps of the unit square to other shapes: what is stratified there is stratified here.</summary>
internal static class Mapping
{
    private const float QuarterPi = 0.785398163f;

    /// <summary>1 / pi.</summary>
    public const float InversePi = 0.318309886f;

    /// <summary>The unit disk, by squares that become circles (P. Shirley and K. Chiu, "A Low Distortion Map Between Disk and Square", 1997).</summary>
    public static (float X, float Y) Disk(float u, float v)
    {
        var (a, b) = ((2 * u) - 1, (2 * v) - 1);
        if (a == 0 && b == 0) return (0, 0);
        var isWide = MathF.Abs(a) > MathF.Abs(b);
        var (radius, ratio) = isWide ? (a, b / a) : (b, a / b);
        var (sine, cosine) = SineCosine(QuarterPi * ratio);
        return isWide ? (radius * cosine, radius * sine) : (radius * sine, radius * cosine);
    }

    /// <summary>Directions about +z as likely as their cosine is great: density cosine / pi (Malley).</summary>
    public static Float3 CosineHemisphere(float u, float v)
    {
        var (x, y) = Disk(u, v);
        var height = 1 - (x * x) - (y * y);
        return new Float3(x, y, height > 0 ? MathF.Sqrt(height) : 0);
    }

    /// <summary>Directions of the whole sphere: density 1 / 4 pi.</summary>
    public static Float3 Sphere(float u, float v) => Cap(u, v, 2);

    /// <summary>Directions within a cone about +z: density 1 / (2 pi height). Archimedes: equal heights of a sphere are equal areas.</summary>
    /// <param name="u">From 0 to below 1.</param>
    /// <param name="v">From 0 to below 1.</param>
    /// <param name="height">1 minus the cosine of half the cone's angle.</param>
    public static Float3 Cap(float u, float v, float height)
    {
        var (x, y) = Disk(u, v);
        var z = 1 - (height * ((x * x) + (y * y)));
        var scale = MathF.Sqrt(MathF.Max(0, height * (1 + z)));
        return new Float3(x * scale, y * scale, z);
    }

    /// <summary>Weights of a triangle's second and third corner (E. Heitz, "A Low-Distortion Map Between Triangle and Square", 2019).</summary>
    public static (float Second, float Third) Triangle(float u, float v)
    {
        if (v > u)
        {
            u *= 0.5f;
            return (u, v - u);
        }

        v *= 0.5f;
        return (u - v, v);
    }

    /// <summary>Sine and cosine from -pi / 4 to pi / 4, to the last place or nearly so.</summary>
    private static (float Sine, float Cosine) SineCosine(float angle)
    {
        var square = angle * angle;
        var sine = ((((((((2.7557319e-6f * square) - 1.9841270e-4f) * square) + 8.3333333e-3f) * square) - 0.16666667f) * square) * angle) + angle;
        var cosine = ((((((((2.4801587e-5f * square) - 1.3888889e-3f) * square) + 4.1666667e-2f) * square) - 0.5f) * square)) + 1;
        return (sine, cosine);
    }
}
