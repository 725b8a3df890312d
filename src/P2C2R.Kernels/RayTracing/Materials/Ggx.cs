using System.Runtime.CompilerServices;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Kernels.RayTracing.Materials;

/// <summary>
/// Microfacets of the GGX distribution (B. Walter et al., "Microfacet Models for Refraction through Rough Surfaces", EGSR 2007) with Smith's
/// height-correlated masking and shadowing (E. Heitz, "Understanding the Masking-Shadowing Function", JCGT 3(2), 2014). Directions are
/// unit vectors about the normal (0, 0, 1), towards the outside.
/// </summary>
internal static class Ggx
{
    private const float Pi = 3.14159265f;

    /// <summary>The density of microfacets whose normal is a half vector: D.</summary>
    /// <param name="half">The half vector.</param>
    /// <param name="alpha">Roughness: the square of what artists set.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Distribution(Float3 half, float alpha)
    {
        // sin^2 from its parts and not as 1 - cos^2, which loses all digits near a mirror's peak.
        var spread = alpha * alpha * half.Z * half.Z + ((half.X * half.X) + (half.Y * half.Y));
        return alpha * alpha / (Pi * spread * spread);
    }

    /// <summary>Visibility: G2 / (4 cos cos), as glTF 2.0, appendix B.3.2 has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Visibility(float cosine, float otherCosine, float alpha)
    {
        var square = alpha * alpha;
        var a = otherCosine * MathF.Sqrt((cosine * cosine * (1 - square)) + square);
        var b = cosine * MathF.Sqrt((otherCosine * otherCosine * (1 - square)) + square);
        return 0.5f / (a + b);
    }

    /// <summary>
    /// A visible microfacet's normal (J. Dupuy and A. Benyoub, "Sampling Visible GGX Normals with Spherical Caps", HPG 2023, after E. Heitz,
    /// "Sampling the GGX Distribution of Visible Normals", JCGT 7(4), 2018).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 SampleNormal(Float3 toViewer, float alpha, float u, float v)
    {
        var stretched = new Float3(toViewer.X * alpha, toViewer.Y * alpha, toViewer.Z).Normalized();
        var half = Mapping.Cap(u, v, 1 + stretched.Z) + stretched;
        return new Float3(half.X * alpha, half.Y * alpha, MathF.Max(0, half.Z)).Normalized();
    }

    /// <summary>The density, per solid angle, of directions reflected at what <see cref="SampleNormal"/> gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReflectionDensity(Float3 toViewer, Float3 half, float alpha)
    {
        var square = alpha * alpha;
        var length = MathF.Sqrt((square * ((toViewer.X * toViewer.X) + (toViewer.Y * toViewer.Y))) + (toViewer.Z * toViewer.Z));
        return Distribution(half, alpha) / (2 * (toViewer.Z + length));
    }
}
