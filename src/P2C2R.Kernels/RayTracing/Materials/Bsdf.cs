using System.Runtime.CompilerServices;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Kernels.RayTracing.Materials;

/// <summary>
/// How a point of a surface scatters light: the metallic-roughness model of glTF 2.0, appendix B, as a diffuse lobe and one of microfacets.
/// Directions are unit vectors about the shading normal (0, 0, 1), towards the outside.
/// </summary>
internal readonly struct Bsdf
{
    /// <summary>Below this alpha the microfacets are a mirror, which has no density.</summary>
    public const float MirrorAlpha = 1e-3f;

    private const float DielectricReflectance = 0.04f;
    private const float LeastChance = 0.05f;

    private readonly Float3 _diffuse;
    private readonly Float3 _reflectance;
    private readonly float _grazing;
    private readonly float _dielectric;
    private readonly float _smoothGrazing;
    private readonly float _alpha;

    /// <summary>Of a surface's parameters.</summary>
    /// <param name="baseColor">Linear colour, parts from 0 to 1.</param>
    /// <param name="metallic">0 to 1.</param>
    /// <param name="roughness">0, a mirror, to 1.</param>
    /// <param name="specular">How much of a dielectric's reflection there is; 0 makes a surface that only scatters diffusely (KHR_materials_specular).</param>
    public Bsdf(Float3 baseColor, float metallic, float roughness, float specular = 1)
    {
        _diffuse = baseColor * (1 - metallic);
        _dielectric = DielectricReflectance * specular;
        var dielectric = _dielectric * (1 - metallic);
        _reflectance = new Float3(dielectric, dielectric, dielectric) + (baseColor * metallic);
        _grazing = metallic + (specular * (1 - metallic));
        _smoothGrazing = specular * (1 - roughness);
        _alpha = roughness * roughness;
    }

    /// <summary>Whether the reflection is a mirror's: a direction and no density.</summary>
    public bool IsMirror => _alpha < MirrorAlpha;

    /// <summary>Whether there is a diffuse lobe.</summary>
    public bool IsDiffuse => _diffuse != Float3.Zero;

    /// <summary>Whether there is a lobe of microfacets.</summary>
    public bool IsSpecular => _grazing > 0;

    /// <summary>The chance to take when one lobe is to be sampled: that of the microfacets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float SpecularChance(Float3 toViewer)
    {
        if (!IsSpecular) return 0;
        if (!IsDiffuse) return 1;
        var reflected = Luminance.Of(Fresnel(toViewer.Z));
        var scattered = Luminance.Of(_diffuse) * (1 - reflected);
        var chance = reflected / MathF.Max(reflected + scattered, 1e-9f);
        return MathF.Min(1 - LeastChance, MathF.Max(LeastChance, chance));
    }

    /// <summary>
    /// Diffuse scattering times the cosine. What is reflected on the way in or on the way out isn't scattered (P. Shirley et al., "A Practitioners'
    /// Assessment of Light Reflection Models", 1997): glTF's simpler factor, by the half vector, makes smooth surfaces reflect up to 1.7 times what arrives.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Diffuse(Float3 toViewer, Float3 toLight)
    {
        if (toViewer.Z <= 0 || toLight.Z <= 0) return default;
        return _diffuse * Entering(toViewer.Z) * Entering(toLight.Z) * (toLight.Z * Mapping.InversePi);
    }

    /// <summary>Reflection at microfacets times the cosine; nothing of a mirror.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Specular(Float3 toViewer, Float3 toLight)
    {
        if (IsMirror || toViewer.Z <= 0 || toLight.Z <= 0) return default;
        var half = (toViewer + toLight).Normalized();
        var scale = Ggx.Distribution(half, _alpha) * Ggx.Visibility(toViewer.Z, toLight.Z, _alpha) * toLight.Z;
        return Fresnel(Float3.Dot(toViewer, half)) * scale;
    }

    /// <summary>The density of what <see cref="SampleDiffuse"/> gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DiffuseDensity(Float3 toLight) => toLight.Z > 0 ? toLight.Z * Mapping.InversePi : 0;

    /// <summary>The density of what <see cref="SampleSpecular"/> gives; 0 for a mirror, whose density is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float SpecularDensity(Float3 toViewer, Float3 toLight)
    {
        if (IsMirror || toViewer.Z <= 0 || toLight.Z <= 0) return 0;
        return Ggx.ReflectionDensity(toViewer, (toViewer + toLight).Normalized(), _alpha);
    }

    /// <summary>A direction of the diffuse lobe.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 SampleDiffuse(float u, float v) => Mapping.CosineHemisphere(u, v);

    /// <summary>A direction of the lobe of microfacets; below the surface (Z of 0 or less) light is lost between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 SampleSpecular(Float3 toViewer, float u, float v)
    {
        if (IsMirror) return new Float3(-toViewer.X, -toViewer.Y, toViewer.Z);
        var half = Ggx.SampleNormal(toViewer, _alpha, u, v);
        return (half * (2 * Float3.Dot(toViewer, half))) - toViewer;
    }

    /// <summary>What a mirror reflects.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Mirror(Float3 toViewer) => Fresnel(toViewer.Z);

    /// <summary>The share of light that gets below the surface: rough ones reflect less at grazing angles than Fresnel's law says of each facet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Entering(float cosine)
    {
        var most = MathF.Max(_dielectric, _smoothGrazing);
        return 1 - (_dielectric + ((most - _dielectric) * SchlickWeight(cosine)));
    }

    /// <summary>Fresnel reflectance (C. Schlick, "An Inexpensive BRDF Model for Physically-based Rendering", 1994).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Float3 Fresnel(float cosine)
    {
        return _reflectance + ((new Float3(_grazing, _grazing, _grazing) - _reflectance) * SchlickWeight(cosine));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SchlickWeight(float cosine)
    {
        var left = MathF.Min(1, MathF.Max(0, 1 - cosine));
        var square = left * left;
        return square * square * left;
    }
}
