using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Surfaces;
using P2C2R.Tests.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Surfaces;

/// <summary>What glTF's materials look like to a ray: each in the smallest file that has it.</summary>
public sealed class SceneSurfacesTests
{
    private static readonly Ray Straight = new(new Float3(0.25f, 0.25f, 1), new Float3(0, 0, -1));

    /// <summary>The picture is red on the left and green on the right; the first UV set shows its left part, the second its right one.</summary>
    [Theory]
    [InlineData("""{"index":0}""", true)]
    [InlineData("""{"index":0,"texCoord":1}""", false)]
    [InlineData("""{"index":0,"extensions":{"KHR_texture_transform":{"offset":[0.5,0]}}}""", false)]
    [InlineData("""{"index":0,"extensions":{"KHR_texture_transform":{"scale":[3,1]}}}""", false)]
    [InlineData("""{"index":0,"texCoord":1,"extensions":{"KHR_texture_transform":{"texCoord":0}}}""", true)]
    public void A_texture_is_seen_where_its_coordinates_say(string use, bool isRed)
    {
        var scene = Textured(2, [255, 0, 0, 0, 255, 0], $$$$"""{"pbrMetallicRoughness":{"baseColorTexture":{{{{use}}}} },"extensions":{"KHR_materials_unlit":{}}}""");
        Assert.Equal(isRed ? new Float3(1, 0, 0) : new Float3(0, 1, 0), Seen(scene));
    }

    [Fact]
    public void Emission_is_factor_times_strength_times_texture()
    {
        var scene = Textured(1, [255, 128, 0], """{"emissiveFactor":[0.5,1,1],"emissiveTexture":{"index":0},"extensions":{"KHR_materials_emissive_strength":{"emissiveStrength":4}}}""");
        var seen = Seen(scene);
        Assert.Equal(2, seen.X, 1e-5f);
        Assert.Equal(4 * 0.21586, seen.Y, 1e-4);
        Assert.Equal(0, seen.Z);
    }

    /// <summary>Green is roughness and blue metal: a rough green channel of 0 makes a mirror, blue 255 a metal of the base colour.</summary>
    [Fact]
    public void Roughness_is_green_and_metal_blue()
    {
        var scene = Textured(1, [90, 0, 255], """{"pbrMetallicRoughness":{"baseColorFactor":[0.5,0.25,1,1],"metallicRoughnessTexture":{"index":0}}}""");
        Assert.True(scene.Hierarchy.Closest(Straight, out var hit));
        scene.Surfaces.Describe(hit, Straight.Direction, out var point);
        Assert.True(point.Bsdf is { IsMirror: true, IsDiffuse: false });
        Assert.Equal(0.5, point.Bsdf.Mirror(new Float3(0, 0, 1)).X, 1e-6);
    }

    /// <summary>The texture says 45 degrees to the right, and up: along the tangent and the bitangent.</summary>
    [Theory]
    [InlineData(new byte[] { 218, 128, 218 }, 1, 0)]
    [InlineData(new byte[] { 128, 218, 218 }, 0, 1)]
    public void A_normal_texture_turns_the_normal(byte[] texel, int x, int y)
    {
        var scene = Textured(1, texel, """{"normalTexture":{"index":0}}""");
        Assert.True(scene.Hierarchy.Closest(Straight, out var hit));
        scene.Surfaces.Describe(hit, Straight.Direction, out var point);
        Assert.InRange((point.Normal - new Float3(x, y, 1).Normalized()).Length, 0, 0.01f);
        Assert.Equal(new Float3(0, 0, 1), point.FlatNormal);
    }

    [Theory]
    [InlineData("MASK", 0.4, 0)]
    [InlineData("MASK", 0.6, 1)]
    [InlineData("OPAQUE", 0.1, 1)]
    [InlineData("BLEND", 0.3, 0.3)]
    public void Rays_pass_what_alpha_leaves_open(string mode, double alpha, double share)
    {
        var scene = Textured(1, [255, 255, 255], $$"""{"pbrMetallicRoughness":{"baseColorFactor":[1,1,1,{{alpha:R}}]},"alphaMode":"{{mode}}"}""");
        var rays = new RayCounter(scene);
        var (hits, shadows) = (0, 0);
        const int Count = 4000;
        for (var i = 0; i < Count; i++)
        {
            var ray = Straight with { Origin = new Float3(0.1f + (0.3f * i / Count), 0.2f, 1) };
            if (rays.ClosestFromCamera(ray, out _)) hits++;
            if (rays.Occluded(ray)) shadows++;
        }

        Assert.Equal(share, hits / (double)Count, 0.03);
        Assert.Equal(hits, shadows);
    }

    [Fact]
    public void A_file_s_specular_factor_is_taken_and_what_is_left_of_the_extension_said()
    {
        var scene = Textured(1, [255, 255, 255], """{"extensions":{"KHR_materials_specular":{"specularFactor":0.25,"specularColorFactor":[1,0,0],"specularTexture":{"index":0}}}}""").Scene;
        Assert.Equal(0.25f, scene.Materials[0].Specular);
        Assert.Equal(2, scene.Warnings.Count);
        Assert.All((string[])["specularColorFactor", "specularTexture"], name => Assert.Contains(scene.Warnings, w => w.Contains($"materials[0].extensions.KHR_materials_specular.{name} is not supported", StringComparison.Ordinal)));
    }

    /// <summary>In the open only the texture is left: 1 + strength * (texture - 1). Lightmaps see it as cameras do.</summary>
    [Fact]
    public void An_occlusion_texture_is_part_of_ambient_occlusion()
    {
        var scene = Textured(1, [51, 255, 255], """{"occlusionTexture":{"index":0,"strength":0.5},"doubleSided":true}""");
        var camera = new CameraView(new SceneCamera { Kind = CameraKind.Orthographic, Position = Straight.Origin, Right = new(1, 0, 0), Up = new(0, 1, 0), Forward = Straight.Direction, HalfHeight = 0.1f }, 1, 1);
        var lightmap = new LightmapView(new AtlasSettings(16, 16));
        var map = lightmap.Lay(scene.Scene).Map;
        var texel = Enumerable.Range(0, 16 * 16).First(map.IsCovered);
        foreach (var (view, x, y) in ((View, int, int)[])[(camera, 0, 0), (lightmap.In(scene, CancellationToken.None), texel % 16, texel / 16)])
        {
            var values = new float[1];
            Assert.True(new OcclusionMeasure(1).Open(view, scene)!.Sample(x, y, new SamplePoints(1, 0), values));
            Assert.Equal(0.6f, values[0], 1e-6f);
        }
    }

    private static Float3 Seen(PreparedScene scene)
    {
        var tracer = new PathTracer(new RayCounter(scene), new PathSettings(1, true));
        var isHit = tracer.Rays.ClosestFromCamera(Straight, out var hit);
        return tracer.Radiance(Straight, isHit, hit, new SamplePoints(0, 0));
    }

    /// <summary>A triangle that fills x and y from 0 to 1 along the axes, with a picture of one row.</summary>
    private static PreparedScene Textured(int width, byte[] rgb, string material)
    {
        var png = new MemoryStream();
        PngWriter.Write(png, width, 1, rgb);
        var builder = new GltfBuilder().Attribute("TEXCOORD_0", "VEC2", 0, 1, 0.8f, 1, 0, 0).Attribute("TEXCOORD_1", "VEC2", 0.6f, 1, 1, 1, 0.6f, 0)
            .With("materials", $"[{material}]").With("textures", """[{"source":0,"sampler":0}]""").With("samplers", """[{"magFilter":9728}]""").With("images", """[{"uri":"p.png"}]""");
        builder.Primitive["material"] = 0;
        return PreparedScene.Make(builder.Read(("p.png", png.ToArray())), default, 1, CancellationToken.None);
    }
}
