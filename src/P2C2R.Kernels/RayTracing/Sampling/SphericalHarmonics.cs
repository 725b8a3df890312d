using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Sampling;

/// <summary>
/// Real spherical harmonics up to order 2, in the order (0,0), (1,-1), (1,0), (1,1), (2,-2) to (2,2), with the signs of R. Ramamoorthi and
/// P. Hanrahan, "An Efficient Representation for Irradiance Environment Maps", SIGGRAPH 2001.
/// </summary>
internal static class SphericalHarmonics
{
    /// <summary>How many there are.</summary>
    public const int Count = 9;

    // What the cosine of a white, diffuse surface does to each order, over pi (ibid.): reflected radiance of an albedo of 1.
    private const float First = 2f / 3;
    private const float Second = 1f / 4;

    /// <summary>The values at a direction.</summary>
    /// <param name="direction">Unit length.</param>
    /// <param name="basis">Receives them.</param>
    public static void Evaluate(Float3 direction, Span<float> basis)
    {
        var (x, y, z) = (direction.X, direction.Y, direction.Z);
        basis[0] = 0.282094792f;
        basis[1] = 0.488602512f * y;
        basis[2] = 0.488602512f * z;
        basis[3] = 0.488602512f * x;
        basis[4] = 1.09254843f * x * y;
        basis[5] = 1.09254843f * y * z;
        basis[6] = 0.315391565f * ((3 * z * z) - 1);
        basis[7] = 1.09254843f * x * z;
        basis[8] = 0.546274215f * ((x * x) - (y * y));
    }

    /// <summary>What a white, diffuse surface reflects: what arrives by the cosine, over pi.</summary>
    /// <param name="light">Red, green, blue of each harmonic of what arrives.</param>
    /// <param name="normal">The surface's normal, unit length.</param>
    public static Float3 Reflected(ReadOnlySpan<float> light, Float3 normal)
    {
        Span<float> basis = stackalloc float[Count];
        Evaluate(normal, basis);
        var sum = Float3.Zero;
        for (var i = 0; i < Count; i++) sum += Float3.From(light, 3 * i) * (basis[i] * (i == 0 ? 1 : i < 4 ? First : Second));
        return sum;
    }
}
