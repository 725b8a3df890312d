using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Materials;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Tests.Kernels.RayTracing.Materials;

public sealed class BsdfTests
{
    private const int Count = 1 << 13;

    public static TheoryData<float, float> Lobes => new(from roughness in (float[])[0.2f, 0.5f, 1] from cosine in (float[])[1, 0.6f, 0.15f] select (roughness, cosine));

    /// <summary>What microfacets of perfect mirrors lose to scattering between them: sampling finds what a fine integral of the textbook's formulas gives.</summary>
    [Theory]
    [MemberData(nameof(Lobes))]
    public void A_white_metal_in_a_white_furnace_loses_what_theory_says(float roughness, float cosine)
    {
        var metal = new Bsdf(Float3.One, 1, roughness);
        var toViewer = new Float3(MathF.Sqrt(1 - (cosine * cosine)), 0, cosine);
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var (u, v) = LowDiscrepancy.Pair(1, i, 0);
            var toLight = metal.SampleSpecular(toViewer, u, v);
            if (toLight.Z > 0) sum += metal.Specular(toViewer, toLight).X / metal.SpecularDensity(toViewer, toLight);
        }

        Assert.Equal(Albedo(roughness, cosine), sum / Count, 4e-3);
    }

    /// <summary>The density of sampled directions is the one that is told: the integral over the upper half and what falls below are all.</summary>
    [Theory]
    [MemberData(nameof(Lobes))]
    public void The_density_is_that_of_the_samples(float roughness, float cosine)
    {
        var metal = new Bsdf(Float3.One, 1, roughness);
        var toViewer = new Float3(MathF.Sqrt(1 - (cosine * cosine)), 0, cosine);
        var above = 0;
        for (var i = 0; i < Count; i++)
        {
            var (u, v) = LowDiscrepancy.Pair(2, i, 0);
            if (metal.SampleSpecular(toViewer, u, v).Z > 0) above++;
        }

        Assert.Equal(Integral(d => metal.SpecularDensity(toViewer, d)), above / (double)Count, 8e-3);
    }

    [Fact]
    public void No_material_reflects_more_than_arrives()
    {
        foreach (var metallic in (float[])[0, 0.5f, 1])
        {
            foreach (var roughness in (float[])[0.1f, 0.4f, 1])
            {
                foreach (var cosine in (float[])[0.05f, 0.5f, 1])
                {
                    var white = new Bsdf(Float3.One, metallic, roughness);
                    var toViewer = new Float3(MathF.Sqrt(1 - (cosine * cosine)), 0, cosine);
                    var albedo = SampledAlbedo(white, toViewer);
                    Assert.True(albedo is > 0.3 and < 1.02, $"metallic {metallic}, roughness {roughness}, cosine {cosine}: {albedo}");
                }
            }
        }
    }

    [Fact]
    public void Light_may_travel_either_way()
    {
        var surface = new Bsdf(new Float3(0.7f, 0.5f, 0.1f), 0.3f, 0.4f);
        for (var i = 0; i < 200; i++)
        {
            var (u, v) = LowDiscrepancy.Pair(3, i, 0);
            var (s, t) = LowDiscrepancy.Pair(3, i, 1);
            var (a, b) = (Mapping.CosineHemisphere(u, v), Mapping.CosineHemisphere(s, t));
            var there = (surface.Diffuse(a, b) + surface.Specular(a, b)) / b.Z;
            var back = (surface.Diffuse(b, a) + surface.Specular(b, a)) / a.Z;
            Assert.True((there - back).Length <= 1e-4f * there.Length, $"{there} and {back}");
        }
    }

    [Fact]
    public void Without_reflection_a_dielectric_is_Lambertian()
    {
        var matt = new Bsdf(new Float3(0.8f, 0.4f, 0.2f), 0, 1, specular: 0);
        Assert.False(matt.IsSpecular);
        Assert.Equal(0.8 * 0.5 / Math.PI, matt.Diffuse(new Float3(0.6f, 0, 0.8f), new Float3(0, MathF.Sqrt(0.75f), 0.5f)).X, 1e-6);
    }

    [Fact]
    public void A_mirror_reflects_in_one_direction()
    {
        var mirror = new Bsdf(new Float3(0.9f, 0.8f, 0.7f), 1, 0);
        var toViewer = new Float3(0.6f, 0, 0.8f);
        Assert.True(mirror.IsMirror);
        Assert.Equal(new Float3(-0.6f, 0, 0.8f), mirror.SampleSpecular(toViewer, 0.3f, 0.6f));
        Assert.Equal(Float3.Zero, mirror.Specular(toViewer, new Float3(-0.6f, 0, 0.8f)));
        Assert.InRange(mirror.Mirror(toViewer).Z, 0.7, 0.71);
    }

    /// <summary>KHR_materials_specular: its factor is one of both 0.04, straight on, and 1, at grazing angles.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.25f)]
    public void A_dielectric_s_reflection_is_scaled_by_its_specular_factor(float specular)
    {
        var glass = new Bsdf(Float3.One, 0, 0, specular);
        Assert.Equal(0.04 * specular, glass.Mirror(new Float3(0, 0, 1)).X, 1e-7);
        Assert.Equal(specular, glass.Mirror(new Float3(1, 0, 0)).X, 1e-6);

        // What isn't reflected scatters; a metal doesn't know of the factor.
        Assert.Equal((1 - (0.04 * specular)) * (1 - (0.04 * specular)) / Math.PI, glass.Diffuse(new Float3(0, 0, 1), new Float3(0, 0, 1)).X, 1e-6);
        Assert.Equal(0.7, new Bsdf(new Float3(0.7f, 0, 0), 1, 0, specular).Mirror(new Float3(0, 0, 1)).X, 1e-6);
    }

    /// <summary>Both lobes by chance, as paths take them.</summary>
    private static double SampledAlbedo(Bsdf surface, Float3 toViewer)
    {
        var chance = surface.SpecularChance(toViewer);
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var (u, v) = LowDiscrepancy.Pair(1, i, 0);
            var toLight = LowDiscrepancy.Pair(1, i, 1).U < chance ? surface.SampleSpecular(toViewer, u, v) : Bsdf.SampleDiffuse(u, v);
            var density = (chance * surface.SpecularDensity(toViewer, toLight)) + ((1 - chance) * Bsdf.DiffuseDensity(toLight));
            if (density > 0) sum += (surface.Diffuse(toViewer, toLight).X + surface.Specular(toViewer, toLight).X) / density;
        }

        return sum / Count;
    }

    /// <summary>The directional albedo of GGX with Smith's height-correlated masking, in binary64 and with the platform's functions.</summary>
    private static double Albedo(double roughness, double cosine)
    {
        var square = Math.Pow(roughness, 4);
        double sine = Math.Sqrt(1 - (cosine * cosine));
        return Integral(d =>
        {
            double hx = sine + d.X, hy = d.Y, hz = cosine + d.Z;
            var length = Math.Sqrt((hx * hx) + (hy * hy) + (hz * hz));
            var spread = (hz / length * (hz / length) * (square - 1)) + 1;
            var distribution = square / (Math.PI * spread * spread);
            double Lambda(double c) => (Math.Sqrt(1 + (square * ((1 / (c * c)) - 1))) - 1) / 2;
            var g = 1 / (1 + Lambda(cosine) + Lambda(d.Z));
            return distribution * g / (4 * cosine);
        });
    }

    /// <summary>The integral over the upper half of all directions.</summary>
    private static double Integral(Func<Float3, double> value)
    {
        // Half of the azimuths, which both halves share: lobes get narrow there.
        const int Rings = 300, Sectors = 800;
        var sum = 0.0;
        for (var i = 0; i < Rings; i++)
        {
            var angle = (i + 0.5) / Rings * Math.PI / 2;
            var (sine, cosine) = Math.SinCos(angle);
            for (var j = 0; j < Sectors; j++)
            {
                var (y, x) = Math.SinCos((j + 0.5) / Sectors * Math.PI);
                sum += value(new Float3((float)(sine * x), (float)(sine * y), (float)cosine)) * sine;
            }
        }

        return sum * (Math.PI / 2 / Rings) * (2 * Math.PI / Sectors);
    }
}
