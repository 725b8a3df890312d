using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Lightmaps;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Tests.Kernels.RayTracing.Lightmaps;

/// <summary>A black box that stands on a floor under an even sky: what the floor gets is known, and under the box there is nothing to be known.</summary>
public sealed class LightmapTests
{
    private const int Side = 40;
    private const int Samples = 512;
    private static readonly Float3 X = new(1, 0, 0), Z = new(0, 0, 1);
    private static readonly Float3 Low = new(-0.53f, 0, -0.41f), High = new(0.47f, 1, 0.59f);
    private static readonly Float3 FloorCorner = new(-2, 0, -2);

    [Fact]
    public void Around_a_box_on_a_floor_is_no_dark_seam()
    {
        var (scene, atlas, map) = Lay();
        var raw = Measure(scene, map, new GatheredMeasure(new PathSettings(1, true)));
        var light = SettledLightmap.Of(raw, map);
        var (beside, under) = (0, 0);
        for (var texel = 0; texel < Side * Side; texel++)
        {
            if (!IsNear(map, texel)) continue;
            var place = map.PointOf(texel).Position;
            if (IsUnder(place))
            {
                // Filled from what is around, where the sky is seen by half to all.
                under++;
                Assert.InRange(light.Means[3 * texel], 0.5f, 1);
                continue;
            }

            beside++;
            Assert.Equal(OpenAround(place, atlas), light.Means[3 * texel], 0.06);
        }

        Assert.True(beside > 40 && under > 10, $"{beside} texels beside the box, {under} under it");
        Assert.True(Enumerable.Range(0, Side * Side).Count(t => raw.Means[(4 * t) + 3] == 0 && map.IsCovered(t)) >= under / 2);
        CheckReads(atlas, map, light);
    }

    /// <summary>The same holds for the share of open directions, and for what a sun lights from straight above.</summary>
    [Fact]
    public void Shadows_and_occlusion_end_where_the_box_stands()
    {
        var (scene, atlas, map) = Lay(new SceneLight { Kind = LightKind.Directional, Intensity = Float3.One, Direction = new Float3(0, -1, 0) });
        var sun = SettledLightmap.Of(Measure(scene, map, new ShadowsMeasure([0])), map);
        var open = SettledLightmap.Of(Measure(scene, map, new OcclusionMeasure(100)), map);
        for (var texel = 0; texel < Side * Side; texel++)
        {
            if (!IsNear(map, texel)) continue;
            Assert.Equal(1, sun.Means[texel], 0.001f);
            if (IsUnder(map.PointOf(texel).Position)) Assert.InRange(open.Means[texel], 0.5f, 1);
            else Assert.Equal(OpenAround(map.PointOf(texel).Position, atlas), open.Means[texel], 0.06);
        }
    }

    /// <summary>Half of a texel in the sun and half in shadow is a half: samples lie anywhere in its square.</summary>
    [Fact]
    public void A_texel_is_the_mean_over_its_square()
    {
        // A wall that is lit from straight above hides nothing of the floor; a roof that covers x > 0 hides that half.
        var scene = new TestScene().Add(FloorCorner, Z * 4, X * 4, TestScene.Matt(0.5f)).Add(new SceneLight { Kind = LightKind.Directional, Intensity = Float3.One, Direction = new Float3(0, -1, 0) })
            .Add(new Float3(0.03f, 1, -3), Z * 6, X * 3, TestScene.Matt(0.5f)).Prepare();
        var map = new LightmapView(new AtlasSettings(Side, Side)).Lay(scene.Scene).Map;
        var sun = SettledLightmap.Of(Measure(scene, map, new ShadowsMeasure([0])), map);
        var partly = 0;
        for (var texel = 0; texel < Side * Side; texel++)
        {
            if (!IsNear(map, texel)) continue;
            var (left, right) = (map.PointBeside(texel, -0.5f, 0).Position, map.PointBeside(texel, 0.5f, 0).Position);
            var (above, below) = (map.PointBeside(texel, 0, -0.5f).Position, map.PointBeside(texel, 0, 0.5f).Position);
            var (least, most) = (MathF.Min(MathF.Min(left.X, right.X), MathF.Min(above.X, below.X)), MathF.Max(MathF.Max(left.X, right.X), MathF.Max(above.X, below.X)));
            var expected = Math.Clamp((0.03f - least) / (most - least), 0, 1);
            if (expected is > 0.1f and < 0.9f)
            {
                partly++;
                Assert.Equal(expected, sun.Means[texel], 0.03f);
            }
        }

        Assert.True(partly > 5, $"{partly}");
    }

    /// <summary>A smooth read of the finished picture, as an engine does it, right beside the box.</summary>
    private static void CheckReads(LightmapAtlas atlas, TexelMap map, ResultLayer light)
    {
        var filled = (float[])light.Means.Clone();
        Dilation.Fill(filled, 3, map, 2);
        var away = (float)(1.5 / atlas.TexelsPerUnit);
        foreach (var share in (float[])[0.05f, 0.3f, 0.55f, 0.8f, 0.95f])
        {
            var (x, z) = (Low.X + (share * (High.X - Low.X)), Low.Z + (share * (High.Z - Low.Z)));
            foreach (var (place, outwards) in ((Float3, Float3)[])[(new(x, 0, Low.Z), -Z), (new(x, 0, High.Z), Z), (new(Low.X, 0, z), -X), (new(High.X, 0, z), X)])
            {
                // No darker than there, and not as bright as farther than a smooth read looks.
                Assert.InRange(Read(filled, InAtlas(atlas, place)), Open(place + (outwards * 0.01f)) - 0.05, Open(place + (outwards * away)) + 0.05);
            }
        }
    }

    /// <summary>The floor is a parallelogram in the atlas too; its first triangle has the corners 0, 1 and 2.</summary>
    private static (double X, double Y) InAtlas(LightmapAtlas atlas, Float3 place)
    {
        var (a, b, c) = (atlas.Place(0, 0, 0), atlas.Place(0, 0, 1), atlas.Place(0, 0, 2));
        double alongZ = (place.Z - FloorCorner.Z) / 4, alongX = (place.X - FloorCorner.X) / 4;
        return ((a.X + ((b.X - a.X) * alongZ) + ((c.X - b.X) * alongX)) / LightmapAtlas.Fraction, (a.Y + ((b.Y - a.Y) * alongZ) + ((c.Y - b.Y) * alongX)) / LightmapAtlas.Fraction);
    }

    private static double Read(float[] means, (double X, double Y) at)
    {
        var (column, row) = ((int)Math.Floor(at.X - 0.5), (int)Math.Floor(at.Y - 0.5));
        var (right, down) = (at.X - 0.5 - column, at.Y - 0.5 - row);
        double Texel(int x, int y) => means[3 * ((y * Side) + x)];
        return (((Texel(column, row) * (1 - right)) + (Texel(column + 1, row) * right)) * (1 - down)) + (((Texel(column, row + 1) * (1 - right)) + (Texel(column + 1, row + 1) * right)) * down);
    }

    private static (PreparedScene Scene, LightmapAtlas Atlas, TexelMap Map) Lay(params SceneLight[] lights)
    {
        var builder = new TestScene { Sky = new Sky(Float3.One, null) }.Add(FloorCorner, Z * 4, X * 4, OneSided()).AddBox(Low, High, OneSided());
        foreach (var light in lights) builder.Add(light);
        var scene = builder.Prepare();
        var (atlas, map) = new LightmapView(new AtlasSettings(Side, Side)).Lay(scene.Scene);
        return (scene, atlas, map);
    }

    private static SceneMaterial OneSided() => TestScene.Matt(0) with { DoubleSided = false };

    /// <summary>The layer that slices of all texels would merge to.</summary>
    private static ResultLayer Measure(PreparedScene scene, TexelMap map, Measure measure)
    {
        var view = new LightmapView(new AtlasSettings(Side, Side)).In(scene, CancellationToken.None);
        var sampler = measure.Open(view, scene)!;
        var channels = measure.ChannelsOf(view);
        var means = new float[Side * Side * channels];
        var values = new float[measure.Channels];
        for (var texel = 0; texel < Side * Side; texel++)
        {
            if (!IsNear(map, texel)) continue;
            for (var i = 0; i < Samples; i++)
            {
                Array.Clear(values);
                if (!sampler.Sample(texel % Side, texel / Side, new SamplePoints(LowDiscrepancy.Key(0, texel), i), values)) continue;
                for (var c = 0; c < values.Length; c++) means[(texel * channels) + c] += values[c] / Samples;
                means[(texel * channels) + channels - 1] += 1f / Samples;
            }
        }

        return new ResultLayer(Side, Side, channels, Samples, default, means);
    }

    /// <summary>Of the floor, less than half the box's width from it.</summary>
    private static bool IsNear(TexelMap map, int texel)
    {
        if (!map.IsCovered(texel) || map.PointOf(texel).Instance != 0) return false;
        var from = map.PointOf(texel).Position - ((Low + High) * 0.5f);
        return Math.Abs(from.X) < 1 && Math.Abs(from.Z) < 1;
    }

    private static bool IsUnder(Float3 place) => place.X > Low.X && place.X < High.X && place.Z > Low.Z && place.Z < High.Z;

    /// <summary>The mean over what of a texel's square lies beside the box.</summary>
    private static double OpenAround(Float3 middle, LightmapAtlas atlas)
    {
        const int Grid = 11;
        var places = Enumerable.Range(0, Grid * Grid).Select(i => middle + new Float3(Part(i % Grid), 0, Part(i / Grid))).Where(static p => !IsUnder(p)).ToList();
        return places.Average(Open);

        float Part(int i) => (float)((((i + 0.5) / Grid) - 0.5) / atlas.TexelsPerUnit);
    }

    /// <summary>The share of the sky, by the cosine, that the box leaves open: directions on a grid against its sides, in binary64.</summary>
    private static double Open(Float3 place)
    {
        const int Count = 20;
        var open = 0;
        for (var i = 0; i < Count * Count; i++)
        {
            var (radius, angle) = (Math.Sqrt(((i % Count) + 0.5) / Count), 2 * Math.PI * ((i / Count) + 0.5) / Count);
            double x = radius * Math.Cos(angle), z = radius * Math.Sin(angle), y = Math.Sqrt(1 - (radius * radius));
            var (enter, leave) = (0.0, double.PositiveInfinity);
            foreach (var (from, along, low, high) in ((double, double, double, double)[])[(place.X, x, Low.X, High.X), (place.Y, y, Low.Y, High.Y), (place.Z, z, Low.Z, High.Z)])
            {
                var (a, b) = ((low - from) / along, (high - from) / along);
                (enter, leave) = (Math.Max(enter, Math.Min(a, b)), Math.Min(leave, Math.Max(a, b)));
            }

            if (enter > leave) open++;
        }

        return (double)open / (Count * Count);
    }
}
