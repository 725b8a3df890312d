using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes;

/// <summary>Files that are wrong by accident or on purpose.</summary>
public sealed class GltfBadInputTests
{
    private const string LeftOut = "too flat or too large";

    [Theory]
    [InlineData("""[{"mesh":0,"children":[1]},{"children":[0]}]""", "held twice")]
    [InlineData("""[{"mesh":0,"children":[0]}]""", "held twice")]
    [InlineData("""[{"mesh":9}]""", "there is no meshes[9]")]
    [InlineData("""[{"mesh":0,"children":[7]}]""", "there is no nodes[7]")]
    [InlineData("""[{"mesh":0,"skin":0}]""", "there is no skins[0]")]
    [InlineData("""[{"mesh":0,"camera":0}]""", "there is no cameras[0]")]
    [InlineData("""[{"mesh":0,"scale":[1e30,1e30,1e30]}]""", LeftOut)]
    [InlineData("""[{"mesh":0,"translation":[1e39,0,0]}]""", "no longer finite")]
    [InlineData("""[{"mesh":0,"scale":[0,1,1]}]""", LeftOut)]
    [InlineData("""[{"mesh":0,"rotation":["x",0,0,1]}]""", "nodes[0].rotation[0]")]
    public void Wrong_nodes_are_refused_or_said(string nodes, string message) => Refuses(new GltfBuilder().With("nodes", nodes), message);

    [Fact]
    public void A_skin_whose_joints_hold_one_another_is_refused()
    {
        var builder = new GltfBuilder().With("nodes", """[{"mesh":0,"skin":0},{"children":[2]},{"children":[1]}]""").With("skins", """[{"joints":[1]}]""");
        Refuses(builder.Attribute("JOINTS_0", "VEC4", 5121, false, 0, new byte[12], 3).Attribute("WEIGHTS_0", "VEC4", new float[12]), "holds itself");
    }

    [Fact]
    public void Wrong_numbers_are_refused_by_their_place()
    {
        Refuses(new GltfBuilder().Attribute("POSITION", "VEC3", 0, 0, 0, float.NaN, 0, 0, 0, 1, 0), "element 1: a position must be finite");
        Refuses(new GltfBuilder().Attribute("NORMAL", "VEC3", 0, 0, 1), "has 1 elements, POSITION has 3");
        Refuses(new GltfBuilder().Attribute("TEXCOORD_0", "VEC3", new float[9]), "must be VEC2");
        Refuses(Changed(static b => b.Primitive["indices"] = b.Accessor("SCALAR", 5121, [0, 1, 3], 3)), "there is no vertex 3");
        Refuses(Changed(static b => b.Primitive["material"] = 2), "there is no materials[2]");
        Refuses(Changed(static b => b.Primitive["mode"] = 7), "mode must be");
        Refuses(Changed(static b => b.Json["accessors"]![0]!["count"] = 2_000_000_000), "the most for a file of this size");
        Refuses(Changed(static b => b.Json["accessors"]![0]!["count"] = 4), "reaches beyond");
        Refuses(Changed(static b => b.Json["bufferViews"]![0]!["byteLength"] = 4000), "reaches beyond");
        Refuses(Changed(static b => b.Json["bufferViews"]![0]!["byteStride"] = 5), "byteStride");
        Refuses(Changed(static b => b.Json["extensionsRequired"] = new JsonArray("KHR_draco_mesh_compression")), "extensionsRequired: the extension 'KHR_draco_mesh_compression'");
        Refuses(Changed(static b => b.Json["asset"]!["version"] = "3.0"), "asset.version");
    }

    [Theory]
    [InlineData("../x.bin")]
    [InlineData("a/../../x.bin")]
    [InlineData("%2e%2e/x.bin")]
    [InlineData("%2E%2E%2Fx.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("http://example.org/x.bin")]
    [InlineData("file:///etc/passwd")]
    [InlineData("..\\x.bin")]
    [InlineData("%2e%2e%2f%2e%2e%2fx.bin")]
    [InlineData("a/%2E./x.bin")]
    [InlineData("..%5Cx.bin")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("C:/Windows/x.bin")]
    [InlineData("C:\\Windows\\x.bin")]
    [InlineData("c%3Ax.bin")]
    [InlineData("\\\\host\\x.bin")]
    [InlineData("//host/x.bin")]
    [InlineData("HTTP://example.org/x.bin")]
    public void Files_elsewhere_are_refused(string uri)
    {
        Refuses(Changed(b => b.Json["buffers"]![0]!["uri"] = uri), "x.gltf: buffers[0].uri must be a file beside");
        var builder = Textured($$"""[{"uri":"{{uri.Replace("\\", "\\\\", StringComparison.Ordinal)}}"}]""");
        Refuses(builder, "x.gltf: images[0].uri must be a file beside");

        // A document's own names are paths, not URIs: %2e is a percent sign there.
        if (uri.Contains('%', StringComparison.Ordinal)) return;
        var sky = Assert.Throws<InputException>(() => SceneReader.Read("scene", "x.obj", new SkySource(default, uri), new MemoryFiles()));
        Assert.Contains("sky.picture must be", sky.Message, StringComparison.Ordinal);
        var scene = Assert.Throws<InputException>(() => SceneReader.Read("scene", uri, SkySource.Black, new MemoryFiles()));
        Assert.Contains("scene must be", scene.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Huge_and_broken_pictures_are_refused_before_memory_is_taken()
    {
        var memory = new MemoryStream();
        PngWriter.Write(memory, 1, 1, [1, 2, 3]);
        var huge = memory.ToArray();
        (huge[18], huge[19], huge[22], huge[23]) = (0xEA, 0x60, 0xEA, 0x60);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(huge.AsSpan(29), PngCrc.Of(huge.AsSpan(12, 4), huge.AsSpan(16, 13)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refuses(Textured("""[{"uri":"p.png"}]"""), "60000 x 60000", ("p.png", huge));
        Refuses(Textured("""[{"uri":"p.jpg"}]"""), "60000 x 60000", ("p.jpg", [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xEA, 0x60, 0xEA, 0x60, 1, 1, 0x11, 0]));
        Refuses(Textured("""[{"uri":"p.hdr"}]"""), "60000 x 60000", ("p.hdr", Encoding.ASCII.GetBytes("#?RADIANCE\n\n-Y 60000 +X 60000\n")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Refuses(Textured("""[{"uri":"p.gif"}]"""), "not a picture that can be read", ("p.gif", "GIF89a"u8.ToArray()));
    }

    /// <summary>A million triangles without an area and one with: the one is left, and memory stays in proportion to the file.</summary>
    [Fact]
    public void Degenerate_triangles_are_left_out_and_said()
    {
        var indices = new byte[3_000_003 * 4];
        BitConverter.TryWriteBytes(indices.AsSpan(^8), 1);
        BitConverter.TryWriteBytes(indices.AsSpan(^4), 2);
        var scene = Changed(b => b.Primitive["indices"] = b.Accessor("SCALAR", 5125, indices, 3_000_003)).Read();
        Assert.Equal(1, scene.TriangleCount);
        Assert.Contains("1000000 of 1000001 triangles have no area", Assert.Single(scene.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_out_of_range_are_brought_into_it_and_said()
    {
        var scene = new GltfBuilder().With("materials", """[{"pbrMetallicRoughness":{"roughnessFactor":3},"emissiveFactor":[-1,0,0]}]""").Read();
        Assert.Equal(1, scene.Materials[0].Roughness);
        Assert.Equal(0, scene.Materials[0].Emissive.X);
        Assert.Equal(2, scene.Warnings.Count);
    }

    /// <summary>Many primitives that name the same bytes: memory must not be the product of the two.</summary>
    [Fact]
    public void A_small_file_cannot_become_an_enormous_scene()
    {
        var builder = new GltfBuilder().Attribute("POSITION", "VEC3", [.. Enumerable.Range(0, 9000).Select(static i => (float)(i * i % 97))]);
        var primitives = (JsonArray)builder.Json["meshes"]![0]!["primitives"]!;
        for (var i = 0; i < 5000; i++) primitives.Add(JsonNode.Parse("""{"attributes":{"POSITION":1}}"""));
        Refuses(builder, "the most for a file of this size");
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        var random = new Random(11);
        var memory = new MemoryStream();
        PngWriter.Write(memory, 2, 2, new byte[12]);
        var builder = new GltfBuilder().Attribute("NORMAL", "VEC3", 0, 0, 1, 0, 0, 1, 0, 0, 1).Attribute("TEXCOORD_0", "VEC2", 0, 0, 1, 0, 0, 1)
            .Attribute("JOINTS_0", "VEC4", 5121, false, 0, new byte[12], 3).Attribute("WEIGHTS_0", "VEC4", [.. Enumerable.Repeat(0.25f, 12)])
            .With("nodes", """[{"mesh":0,"children":[1]},{"mesh":0,"skin":0,"extensions":{"KHR_lights_punctual":{"light":0}},"camera":0}]""").With("skins", """[{"joints":[0,1]}]""")
            .With("extensions", """{"KHR_lights_punctual":{"lights":[{"type":"spot","intensity":4,"spot":{"outerConeAngle":0.6}}]}}""").With("cameras", """[{"type":"perspective","perspective":{"yfov":1,"znear":0.1}}]""")
            .With("materials", """[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0,"extensions":{"KHR_texture_transform":{"rotation":0.5}}}},"normalTexture":{"index":0},"emissiveFactor":[1,1,1]}]""").With("textures", """[{"source":0}]""");
        builder.Primitive["material"] = 0;
        builder.Primitive["indices"] = builder.Accessor("SCALAR", 5123, [0, 0, 1, 0, 2, 0], 3);
        builder.With("images", $$"""[{"bufferView":{{builder.View(memory.ToArray())}} }]""");
        var original = Encoding.UTF8.GetBytes(builder.Text());
        var read = 0;
        for (var i = 0; i < 6000; i++)
        {
            if (TryRead(Mutate(original, random))) read++;
        }

        Assert.InRange(read, 100, 5900);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            // Digits become other digits most of the time: then the file is still JSON.
            var at = random.Next(bytes.Length);
            while (random.Next(8) != 0 && bytes[at] is < (byte)'0' or > (byte)'9') at = (at + 1) % bytes.Length;
            bytes[at] = (byte)(random.Next(8) == 0 ? random.Next(256) : "0123456789-.eE"[random.Next(14)]);
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static bool TryRead(byte[] bytes)
    {
        try
        {
            var scene = SceneReader.Read("scene", "x.gltf", SkySource.Black, new MemoryFiles(("x.gltf", bytes)));
            foreach (var mesh in scene.Meshes)
            {
                Assert.All(mesh.Indices, index => Assert.InRange(index, 0, mesh.VertexCount - 1));
                Assert.All(mesh.Materials, material => Assert.InRange(material, 0, scene.Materials.Count - 1));
                Assert.All((float[])[.. mesh.Positions, .. mesh.Normals, .. mesh.Tangents ?? []], static value => Assert.True(float.IsFinite(value)));
            }

            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static GltfBuilder Textured(string images) =>
        new GltfBuilder().With("materials", """[{"emissiveTexture":{"index":0}}]""").With("textures", """[{"source":0}]""").With("images", images);

    private static GltfBuilder Changed(Action<GltfBuilder> change)
    {
        var builder = new GltfBuilder();
        change(builder);
        return builder;
    }

    private static void Refuses(GltfBuilder builder, string message, params (string Name, byte[] Bytes)[] others)
    {
        try
        {
            Assert.Contains(builder.Read(others).Warnings, w => w.Contains(message, StringComparison.Ordinal));
        }
        catch (InputException e)
        {
            // What is left out is said in a warning; here nothing else is in the scene.
            if (message != LeftOut) Assert.Contains(message, e.Message, StringComparison.Ordinal);
            else Assert.Contains("no triangle", e.Message, StringComparison.Ordinal);
        }
    }
}
