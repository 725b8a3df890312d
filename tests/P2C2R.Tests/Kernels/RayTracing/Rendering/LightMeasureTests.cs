using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Denoising;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Lights;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Tests.Kernels.RayTracing.Rendering;

/// <summary>Shadows, occlusion, probes, skies and the denoiser beside what is known about them.</summary>
public sealed class LightMeasureTests
{
    private static readonly Float3 X = new(1, 0, 0), Y = new(0, 1, 0), Z = new(0, 0, 1);

    /// <summary>An edge half way between a square light and the floor: its penumbra is as wide as the light, and linear.</summary>
    [Fact]
    public void A_penumbra_is_as_wide_as_geometry_says()
    {
        var scene = new TestScene()
            .Add(new Float3(-0.5f, 2, -0.5f), X, Z, TestScene.Glowing(1))
            .Add(new Float3(-20, 1, -20), Z * 40, X * 20, TestScene.Matt(0))
            .Add(new Float3(-20, 0, -20), Z * 40, X * 40, TestScene.Matt(0.5f)).Prepare();
        foreach (var place in (float[])[-0.7f, -0.4f, -0.1f, 0.2f, 0.45f, 0.6f])
        {
            // Straight down upon the place, from below the edge.
            var camera = new SceneCamera { Kind = CameraKind.Orthographic, Position = new Float3(place, 0.5f, 0.3f), Right = X, Up = -Z, Forward = -Y, HalfHeight = 1e-5f };
            var seen = Measured(new CameraView(camera, 1, 1), new ShadowsMeasure([0]), scene, 4096)[0];
            Assert.Equal(Math.Clamp(0.5 + place, 0, 1), seen, 0.01);
        }
    }

    [Fact]
    public void The_sun_s_shadow_is_as_soft_as_the_sun_is_wide()
    {
        // 90 degrees wide, straight above: a wall to one side hides half of it at its foot.
        var scene = new TestScene().Add(new SceneLight { Kind = LightKind.Directional, Intensity = Float3.One, Direction = -Y })
            .Add(new Float3(-20, 0, -20), Z * 40, X * 40, TestScene.Matt(0.5f))
            .Add(new Float3(0, 0, -20), Z * 40, Y * 40, TestScene.Matt(0.5f)).Prepare(new LightShape(1 - MathF.Sqrt(0.5f), 0));
        var camera = new SceneCamera { Kind = CameraKind.Orthographic, Position = new Float3(1e-3f, 0.5f, 0), Right = X, Up = -Z, Forward = -Y, HalfHeight = 1e-5f };
        Assert.Equal(0.5, Measured(new CameraView(camera, 1, 1), new ShadowsMeasure([0]), scene, 4096)[0], 0.01);
    }

    /// <summary>At the foot of a high wall half the directions, by the cosine, are closed; in a corner of two three quarters.</summary>
    [Fact]
    public void Occlusion_is_the_share_of_closed_directions()
    {
        var matt = TestScene.Matt(0.5f);
        var wall = new TestScene().Add(new Float3(-20, 0, -20), Z * 40, X * 40, matt).Add(new Float3(0, 0, -20), Z * 40, Y * 40, matt);
        var camera = new SceneCamera { Kind = CameraKind.Orthographic, Position = new Float3(1e-3f, 0.5f, 1e-3f), Right = X, Up = -Z, Forward = -Y, HalfHeight = 1e-5f };
        var view = new CameraView(camera, 1, 1);
        Assert.Equal(0.5, Measured(view, new OcclusionMeasure(1000), wall.Prepare(), 4096)[0], 0.01);
        wall.Add(new Float3(-20, 0, 0), Y * 40, X * 40, matt);
        Assert.Equal(0.25, Measured(view, new OcclusionMeasure(1000), wall.Prepare(), 4096)[0], 0.01);
        Assert.Equal(1, Measured(view, new OcclusionMeasure(1e-4f), wall.Prepare(), 64)[0], 0.01);
    }

    [Fact]
    public void Probes_hold_the_harmonics_of_known_light()
    {
        var path = new HarmonicsMeasure(new PathSettings(2, true));
        var view = new ProbeView([new Float3(0, 1, 0)]);
        var even = Measured(view, path, new TestScene { Sky = new Sky(new Float3(1, 2, 0), null) }.AddBox(new Float3(90, 0, 0), new Float3(91, 1, 1), TestScene.Matt(0)).Prepare(), 4096);
        Assert.Equal(Math.Sqrt(4 * Math.PI), even[0], 0.01);
        Assert.Equal(2 * Math.Sqrt(4 * Math.PI), even[1], 0.02);
        Assert.All(even[3..], static c => Assert.Equal(0, c, 0.02));

        // The light of a sun from one direction: its irradiance times the harmonics there.
        var direction = new Float3(0.48f, 0.6f, 0.64f);
        var sun = Measured(view, path, new TestScene().AddBox(new Float3(90, 0, 0), new Float3(91, 1, 1), TestScene.Matt(0)).Add(new SceneLight { Kind = LightKind.Directional, Intensity = Float3.One * 3, Direction = -direction }).Prepare(), 64);
        var basis = new float[9];
        SphericalHarmonics.Evaluate(direction, basis);
        for (var i = 0; i < 9; i++) Assert.Equal(3 * basis[i], sun[3 * i], 0.01);
    }

    [Fact]
    public void What_harmonics_reflect_of_even_light_is_that_light()
    {
        var light = new float[27];
        (light[0], light[1], light[2]) = (3.5449077f, 1, 0);
        foreach (var normal in (Float3[])[X, -Y, new(0.6f, 0.48f, 0.64f)]) Assert.Equal(1, SphericalHarmonics.Reflected(light, normal).X, 1e-5);
    }

    [Fact]
    public void Harmonics_are_orthonormal()
    {
        var products = new double[9, 9];
        const int Count = 1 << 14;
        var basis = new float[9];
        for (var i = 0; i < Count; i++)
        {
            var (u, v) = LowDiscrepancy.Pair(2, i, 0);
            SphericalHarmonics.Evaluate(Mapping.Sphere(u, v), basis);
            for (var a = 0; a < 9; a++)
            {
                for (var b = 0; b < 9; b++) products[a, b] += basis[a] * basis[b] * 4 * Math.PI / Count;
            }
        }

        for (var a = 0; a < 9; a++)
        {
            for (var b = 0; b < 9; b++) Assert.Equal(a == b ? 1 : 0, products[a, b], 0.01);
        }
    }

    /// <summary>A picture with a small sun: directions chosen by it give the sky's light, and their density is the one that is told.</summary>
    [Fact]
    public void A_sky_s_picture_is_sampled_by_its_light()
    {
        const int Width = 32, Height = 16;
        var pixels = new float[Width * Height * 4];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = 0.1f;
        for (var i = 0; i < 3; i++) pixels[(((4 * Width) + 20) * 4) + i] = 500;
        var sky = new Sky(new Float3(2, 2, 2), new SceneTexture(new SceneImage(Width, Height, pixels), false, TextureWrap.Repeat, TextureWrap.ClampToEdge, false));
        var sampler = new SkySampler(sky);
        var (chosen, even, density) = (0.0, 0.0, 0.0);
        const int Count = 1 << 12, Fine = 4;
        for (var i = 0; i < Count; i++)
        {
            var (u, v) = LowDiscrepancy.Pair(8, i, 0);
            var (direction, chance) = sampler.Sample(u, v);
            Assert.Equal(chance, sampler.Density(direction), chance * 0.02);
            chosen += sky.Radiance(direction).X / chance / Count;
        }

        for (var i = 0; i < Fine * Fine * Width * Height; i++)
        {
            var (column, row) = ((i % (Fine * Width)) + 0.5f, (i / (Fine * Width)) + 0.5f);
            var direction = Sky.DirectionOf(column / (Fine * Width), row / (Fine * Height));
            var angle = 2 * Math.PI * Math.PI * Math.Sin(Math.PI * row / (Fine * Height)) / (Fine * Fine * Width * Height);
            even += sky.Radiance(direction).X * angle;
            density += sampler.Density(direction) * angle;
        }

        Assert.Equal(1, density, 0.02);
        Assert.Equal(even, chosen, 0.02 * even);
    }

    [Fact]
    public void The_denoiser_smooths_surfaces_and_keeps_their_edges()
    {
        const int Side = 32;
        var random = new Random(4);
        var (picture, features) = (new float[Side * Side * 3], new float[Side * Side * 9]);
        for (var i = 0; i < Side * Side; i++)
        {
            // Two walls that meet at a right angle in the middle, one twice as bright.
            var (x, y) = (i % Side, i / Side);
            var left = x < Side / 2;
            for (var c = 0; c < 3; c++) (picture[(3 * i) + c], features[(9 * i) + c]) = ((left ? 1 : 2) * (0.5f + random.NextSingle()), 1);
            features[(9 * i) + (left ? 3 : 5)] = 1;
            (features[(9 * i) + 6], features[(9 * i) + 7], features[(9 * i) + 8]) = left ? (0, y, Side - x) : (x - (Side / 2), y, Side / 2);
        }

        var smooth = Denoiser.Run(new ResultLayer(Side, Side, 3, 1, default, picture), new ResultLayer(Side, Side, 9, 1, default, features), 4).Means;
        foreach (var left in (bool[])[true, false])
        {
            var values = Enumerable.Range(0, Side * Side).Where(i => i % Side < Side / 2 == left).Select(i => smooth[3 * i] / (left ? 1 : 2)).ToList();
            Assert.Equal(1, values.Average(), 0.03);
            Assert.InRange(Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2))), 0, 0.06);
        }
    }

    private static float[] Measured(View view, Measure measure, PreparedScene scene, int samples)
    {
        var sampler = measure.Open(view, scene)!;
        var sums = new PairwiseSums(measure.Channels);
        for (var i = 0; i < samples; i++)
        {
            var values = new float[measure.Channels];
            sampler.Sample(0, 0, new SamplePoints(11, i), values);
            sums.Add(values);
        }

        var total = new float[measure.Channels];
        sums.Total(total);
        return Array.ConvertAll(total, t => t / samples);
    }
}
