using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Scenes.Format;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes.Format;

public sealed class SceneFormatTests
{
    [Theory]
    [InlineData("CornellBox.glb")]
    [InlineData("Fox.glb")]
    [InlineData("FlightHelmet/FlightHelmet.gltf")]
    public void Real_scenes_come_back_as_they_went(string name)
    {
        var scene = SceneReader.Read("scene", name, SkySource.Black, new FilesIn(RealData.Require("gltf")));
        var bytes = SceneFormat.Write(scene);
        var read = SceneFormat.TryRead(bytes.Span);
        Assert.NotNull(read);
        Assert.Equal(bytes.ToArray(), SceneFormat.Write(read).ToArray());
        Assert.Equal(scene.TriangleCount, read.TriangleCount);
        Assert.Equal(scene.Materials, read.Materials);
        Assert.Equal(scene.Meshes[0].Positions, read.Meshes[0].Positions);
    }

    [Fact]
    public void Every_part_comes_back()
    {
        var read = SceneFormat.TryRead(SceneFormat.Write(Whole()).Span);
        Assert.NotNull(read);
        Assert.Equal(Whole().Lights, read.Lights);
        Assert.Equal(Whole().Cameras, read.Cameras);
        Assert.Equal(Whole().Instances, read.Instances);
        Assert.Equal(Whole().Sky.Color, read.Sky.Color);
        Assert.Equal([1f, 2, 3, 1], read.Sky.Picture!.Image.Floats!);
        Assert.Equal(Whole().Materials, read.Materials);
        Assert.Equal(Whole().Textures[0].Image.Bytes, read.Textures[0].Image.Bytes);
        Assert.Equal(Whole().Meshes[0].TexCoords1, read.Meshes[0].TexCoords1);
        Assert.Null(read.Meshes[0].Colors);
    }

    [Fact]
    public void Mutated_bytes_are_a_scene_or_none()
    {
        var random = new Random(5);
        var original = SceneFormat.Write(Whole()).ToArray();
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = original.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
            if (random.Next(5) == 0) bytes = bytes[..random.Next(bytes.Length)];
            var scene = SceneFormat.TryRead(bytes);
            if (scene is null) refused++;
            else Assert.All(scene.Meshes, static m => Assert.All(m.Indices, index => Assert.InRange(index, 0, m.VertexCount - 1)));
        }

        Assert.InRange(refused, 1000, 19_000);
    }

    private static Scene Whole() => new()
    {
        Meshes = [new SceneMesh { Name = "m", Positions = [0, 0, 0, 1, 0, 0, 0, 1, 0], Normals = [0, 0, 1, 0, 0, 1, 0, 0, 1], Tangents = [1, 0, 0, 1, 1, 0, 0, -1, 1, 0, 0, 1], TexCoords0 = [0, 0, 1, 0, 0, 1], TexCoords1 = [0, 0, 0.5f, 0, 0, 0.5f], Indices = [0, 1, 2], Materials = [1] }],
        Instances = [new SceneInstance("a", 0, Affine3.Identity), new SceneInstance("b", 0, Affine3.Identity with { Origin = new Float3(1, 2, 3), X = new Float3(-2, 0, 0) })],
        Materials = [new SceneMaterial(), new SceneMaterial { Name = "x", Emissive = new Float3(5, 4, 3), BaseColorTexture = new TextureUse(0, 1, UvTransform.Identity with { U = 0.5f }), AlphaMode = AlphaMode.Mask, DoubleSided = true, Unlit = true }],
        Textures = [new SceneTexture(new SceneImage(2, 1, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }), true, TextureWrap.ClampToEdge, TextureWrap.MirroredRepeat, true)],
        Lights = [new SceneLight { Kind = LightKind.Spot, Intensity = new Float3(1, 2, 3), Name = "l", Range = 4 }],
        Cameras = [SceneCamera.LookAt(new Float3(0, 0, 5), Float3.Zero, new Float3(0, 1, 0), 40)],
        Sky = new Sky(Float3.One, new SceneTexture(new SceneImage(1, 1, new float[] { 1, 2, 3, 1 }), false, TextureWrap.Repeat, TextureWrap.ClampToEdge, false)),
    };
}
