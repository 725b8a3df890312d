using P2C2R.Kernels.Images;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Lightmaps;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.RayTracing.Lightmaps;

public sealed class BakedSceneTests
{
    /// <summary>With light that depends on the place, written and read again: a smooth read of the picture at any place gives that place's light.</summary>
    [Fact]
    public void The_baked_picture_shows_each_places_own_light()
    {
        var scene = SceneReader.Read("scene", "CornellBox.glb", SkySource.Black, new FilesIn(RealData.Require("gltf")));
        var read = Bake(scene, LightAt);
        Assert.Equal(36, read.TriangleCount);
        Assert.All(read.Materials, static m => Assert.True(m.Unlit));
        var random = new Random(8);
        foreach (var mesh in read.Meshes)
        {
            var material = read.Materials[mesh.Materials[0]];
            var original = scene.Materials.Single(m => m.Name == material.Name);
            for (var i = 0; i < 2000; i++)
            {
                var (place, u, v) = Somewhere(mesh, random);
                var seen = read.Textures[0].Sample(u, v).Color;
                var expected = Float3.Min((LightAt(place) * original.BaseColor) + original.Emissive, Float3.One);
                Assert.Equal(expected.X, seen.X, 0.03f);
                Assert.Equal(expected.Y, seen.Y, 0.03f);
                Assert.Equal(expected.Z, seen.Z, 0.03f);
            }
        }
    }

    [Fact]
    public void Mirrored_instances_keep_their_fronts()
    {
        var memory = new MemoryStream();
        GlbWriter.Write(memory, [new GlbNode("t", [0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 1, 2])]);
        var plain = SceneReader.Read("scene", "x.glb", SkySource.Black, new MemoryFiles(("x.glb", memory.ToArray())));
        var mirror = new Affine3(new Float3(-1, 0, 0), new Float3(0, 1, 0), new Float3(0, 0, 1), new Float3(0, 0, 0));
        var scene = new Scene { Meshes = plain.Meshes, Materials = plain.Materials, Instances = [plain.Instances[0], new SceneInstance("m", 0, mirror)] };
        var read = Bake(scene, static _ => Float3.One);
        Assert.Equal(2, read.Meshes.Count);
        foreach (var mesh in read.Meshes)
        {
            var (a, b, c) = (Float3.From(mesh.Positions, 3 * mesh.Indices[0]), Float3.From(mesh.Positions, 3 * mesh.Indices[1]), Float3.From(mesh.Positions, 3 * mesh.Indices[2]));
            Assert.Equal(new Float3(0, 0, 1), Float3.Cross(b - a, c - a));
        }
    }

    private static Scene Bake(Scene scene, Func<Float3, Float3> light)
    {
        var atlas = AtlasMaker.Make(scene, new AtlasSettings(256, 256));
        var map = TexelRasterizer.Rasterize(scene, atlas);
        var values = new float[256 * 256 * 3];
        for (var texel = 0; texel < 256 * 256; texel++)
        {
            if (!map.IsCovered(texel)) continue;
            var value = light(map.PointOf(texel).Position);
            (values[3 * texel], values[(3 * texel) + 1], values[(3 * texel) + 2]) = (value.X, value.Y, value.Z);
        }

        var looks = BakedColors.Make(scene, map, values);
        Dilation.Fill(looks, 4, map, 4);
        var memory = new MemoryStream();
        PngWriter.WriteRgba(memory, 256, 256, [.. looks.Select(static (v, i) => i % 4 == 3 ? (byte)((v * 255) + 0.5) : SrgbCurve.EncodeByte(v))]);
        var baked = new MemoryStream();
        BakedSceneWriter.Write(baked, scene, atlas, memory.ToArray());
        return SceneReader.Read("scene", "baked.glb", SkySource.Black, new MemoryFiles(("baked.glb", baked.ToArray())));
    }

    /// <summary>Smooth enough for the texels of the test: the box is 550 wide.</summary>
    private static Float3 LightAt(Float3 place) => new(0.5f + (place.X / 1200), place.Y / 600, 0.5f + (place.Z / 1200));

    private static (Float3 Place, float U, float V) Somewhere(SceneMesh mesh, Random random)
    {
        var triangle = random.Next(mesh.TriangleCount);
        var (second, third) = (random.NextSingle(), random.NextSingle());
        if (second + third > 1) (second, third) = (1 - second, 1 - third);
        float[] shares = [1 - second - third, second, third];
        var (place, u, v) = (Float3.Zero, 0f, 0f);
        for (var c = 0; c < 3; c++)
        {
            var vertex = mesh.Indices[(3 * triangle) + c];
            place += Float3.From(mesh.Positions, 3 * vertex) * shares[c];
            u += mesh.TexCoords1![2 * vertex] * shares[c];
            v += mesh.TexCoords1[(2 * vertex) + 1] * shares[c];
        }

        return (place, u, v);
    }
}
