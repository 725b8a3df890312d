using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.Meshes;

/// <summary>What <see cref="GlbWriter"/> writes, <see cref="GltfReader"/> reads; and the reader on files that are wrong.</summary>
public sealed class GlbTests
{
    private static readonly float[] Corners = [0, 0, 0, 1, 0, 0, 0, 2, 0, 0.1f, 0, -3];
    private static readonly float[] Triangle = [0, 0, 0, 1, 0, 0, 0, 2, 0];
    private static readonly int[] Faces = [0, 1, 2, 0, 2, 3];

    [Fact]
    public void Written_triangles_are_read_again()
    {
        var mesh = GltfReader.Read("a.glb", new MemoryFiles(("a.glb", Glb())));
        Assert.Equal(Corners, mesh.Positions);
        Assert.Equal(Faces, mesh.Indices);
    }

    [Fact]
    public void The_file_has_what_the_specification_asks_for()
    {
        var glb = Glb();
        Assert.Equal(0, glb.Length % 4);
        Assert.Equal(glb.Length, BitConverter.ToInt32(glb, 8));
        var length = BitConverter.ToInt32(glb, 12);
        var json = JsonNode.Parse(glb.AsSpan(20, length))!;
        var binary = BitConverter.ToInt32(glb, 20 + length);
        Assert.Equal(glb.Length, 28 + length + binary);
        Assert.Equal(binary, (int)json["buffers"]![0]!["byteLength"]!);
        Assert.Equal([0f, 0f, -3f], json["accessors"]![0]!["min"]!.AsArray().Select(static v => (float)v!));
        Assert.Equal([1f, 2f, 0f], json["accessors"]![0]!["max"]!.AsArray().Select(static v => (float)v!));
        Assert.Equal(["faces", "edges"], json["nodes"]!.AsArray().Select(static n => (string)n!["name"]!));
        Assert.Equal([4, 1], json["meshes"]!.AsArray().Select(static m => (int)m!["primitives"]![0]!["mode"]!));
        Assert.All(json["bufferViews"]!.AsArray(), view => Assert.Equal(0, (int)view!["byteOffset"]! % 4));
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_misuse()
    {
        Assert.Throws<ArgumentException>(() => GlbWriter.Write(Stream.Null, [new GlbNode("x", Corners, [0, 1, 4])]));
        Assert.Throws<ArgumentException>(() => GlbWriter.Write(Stream.Null, [new GlbNode("x", Corners, [0, 1])]));
        Assert.Throws<ArgumentException>(() => GlbWriter.Write(Stream.Null, [new GlbNode("x", Corners, Faces) { Colors = new byte[4] }]));
    }

    /// <summary>A node turned a quarter about y, scaled by 2 and moved, and a mirrored child of it; the expected places are worked out by hand.</summary>
    [Fact]
    public void Transforms_of_nodes_are_applied_and_mirrors_turn_triangles_round()
    {
        var nodes = """[{"children":[1],"translation":[10,0,0],"rotation":[0,0.70710678118654752,0,0.70710678118654752],"scale":[2,2,2],"mesh":0},{"matrix":[-1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1],"mesh":0}]""";
        var mesh = Read(Document(nodes: nodes, indices: (5121, [0, 1, 2])));
        Assert.Equal([0, 1, 2, 3, 5, 4], mesh.Indices);
        float[] expected = [10, 0, 0, 10, 0, -2, 10, 4, 0, 10, 0, 0, 10, 0, 2, 10, 4, 0];
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], mesh.Positions[i], 1e-5f);
    }

    [Theory]
    [InlineData(5121)]
    [InlineData(5123)]
    [InlineData(5125)]
    public void Indices_of_every_width_are_read(int component) => Assert.Equal([2, 1, 0], Read(Document(indices: (component, [2, 1, 0]))).Indices);

    [Theory]
    [InlineData(5, new[] { 0, 1, 2, 1, 3, 2 })]
    [InlineData(6, new[] { 0, 1, 2, 0, 2, 3 })]
    public void Strips_and_fans_become_triangles(int mode, int[] expected) =>
        Assert.Equal(expected, Read(Document(indices: (5121, [0, 1, 2, 3]), mode: mode, positions: Corners)).Indices);

    [Fact]
    public void Buffers_may_lie_beside_the_file()
    {
        var bytes = new byte[36];
        BitConverter.GetBytes(7f).CopyTo(bytes, 0);
        var json = Document().Replace(Uri(Triangle), "some%20data.bin", StringComparison.Ordinal);
        var mesh = GltfReader.Read("folder/x.gltf", new MemoryFiles(("folder/x.gltf", Encoding.UTF8.GetBytes(json)), ("folder/some data.bin", bytes)));
        Assert.Equal(7f, mesh.Positions[0]);
    }

    [Theory]
    [InlineData("http://example.org/x.bin")]
    [InlineData("../x.bin")]
    [InlineData("a/%2e%2e/%2e%2e/x.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\\\x.bin")]
    [InlineData("")]
    public void Buffers_elsewhere_are_refused(string uri) => Refuses(Document().Replace(Uri(Triangle), uri, StringComparison.Ordinal), "buffers[0].uri");

    [Fact]
    public void Wrong_documents_are_refused_by_the_field()
    {
        Refuses(Document(nodes: """[{"children":[1]},{"children":[0],"mesh":0}]"""), "is held twice");
        Refuses(Document(nodes: """[{"children":[0],"mesh":0}]"""), "is held twice");
        Refuses(Document(nodes: """[{"mesh":7}]"""), "there is no meshes[7]");
        Refuses(Document(nodes: """[{"mesh":0,"scale":[1e30,1e30,1e30],"translation":[1e39,0,0]}]"""), "no longer finite");
        Refuses(Document(indices: (5121, [0, 1, 9])), "there is no vertex 9");
        Refuses(Document(indices: (5126, [0, 1, 2])), "must be SCALAR");
        Refuses(Document(positions: [0, 0, 0, float.NaN, 0, 0, 0, 1, 0]), "a position must be finite");
        Refuses(Document().Replace("\"count\":3", "\"count\":2147483647", StringComparison.Ordinal), "more than");
        Refuses(Document().Replace("\"count\":3", "\"count\":30", StringComparison.Ordinal), "reaches beyond");
        Refuses(Document().Replace("\"count\":3", "\"count\":-3", StringComparison.Ordinal), "accessors[0].count");
        Refuses(Document().Replace("\"2.0\"", "\"1.0\"", StringComparison.Ordinal), "asset.version");
        Refuses(Document().Replace("\"asset\"", "\"extensionsRequired\":[\"KHR_draco_mesh_compression\"],\"asset\"", StringComparison.Ordinal), "KHR_draco");
        Refuses("[1", "neither binary glTF nor JSON");
    }

    /// <summary>Many places for one mesh: memory must not be the product of the two.</summary>
    [Fact]
    public void A_small_file_cannot_become_an_enormous_mesh()
    {
        var positions = new float[3 * 3000];
        var nodes = "[" + string.Join(',', Enumerable.Repeat("""{"mesh":0}""", 20_000)) + "]";
        Refuses(Document(nodes: nodes, positions: positions).Replace("\"scenes\":[{\"nodes\":[0]}],", "", StringComparison.Ordinal), "the most for a file of this size");
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        var random = new Random(2);
        byte[][] originals = [Glb(), Encoding.UTF8.GetBytes(Document(indices: (5123, [0, 1, 2])))];
        for (var i = 0; i < 6000; i++)
        {
            var bytes = originals[i % 2].ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "0123456789-[]{},\""[random.Next(17)]);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                var mesh = GltfReader.Read("x", new MemoryFiles(("x", bytes)));
                Assert.All(mesh.Indices, index => Assert.InRange(index, 0, mesh.VertexCount - 1));
                Assert.All(mesh.Positions, value => Assert.True(float.IsFinite(value)));
            }
            catch (InputException)
            {
                // Refused; anything else that is thrown fails the test.
            }
        }
    }

    [Fact]
    public void Real_files_are_read()
    {
        var folder = RealData.Require("gltf");
        Assert.Equal(36, GltfReader.Read("CornellBox.glb", new FilesIn(folder)).TriangleCount);
        Assert.Equal(94_722, GltfReader.Read(Directory.GetFiles(Path.Combine(folder, "FlightHelmet"), "*.gltf").Select(static f => "FlightHelmet/" + Path.GetFileName(f)).Single(), new FilesIn(folder)).TriangleCount);
        Assert.True(GltfReader.Read("Fox.glb", new FilesIn(folder)).TriangleCount > 0);
        Assert.Equal(10_133, MeshFile.Read("dungeon.obj", new FilesIn(RealData.Require("meshes"))).TriangleCount);
    }

    private static byte[] Glb()
    {
        var memory = new MemoryStream();
        GlbWriter.Write(memory,
        [
            new GlbNode("faces", Corners, Faces) { Colors = new byte[16], Normals = new float[12] },
            new GlbNode("edges", Corners, [0, 1]) { Shape = GlbShape.Lines },
        ]);
        return memory.ToArray();
    }

    private static TriangleMesh Read(string json) => GltfReader.Read("x.gltf", new MemoryFiles(("x.gltf", Encoding.UTF8.GetBytes(json))));

    private static void Refuses(string json, string message)
    {
        var error = Assert.Throws<InputException>(() => Read(json));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static string Document(string nodes = """[{"mesh":0}]""", (int Component, int[] Values)? indices = null, int mode = 4, float[]? positions = null)
    {
        positions ??= Triangle;
        var count = positions.Length / 3;
        var accessors = $$"""{"bufferView":0,"componentType":5126,"count":{{count}},"type":"VEC3"}""";
        var views = $$"""{"buffer":0,"byteLength":{{positions.Length * 4}}}""";
        var buffers = $$"""{"byteLength":{{positions.Length * 4}},"uri":"{{Uri(positions)}}"}""";
        var use = "";
        if (indices is var (component, values))
        {
            var bytes = values.SelectMany(v => component switch { 5121 => [(byte)v], 5123 => BitConverter.GetBytes((ushort)v), _ => BitConverter.GetBytes(v) }).ToArray();
            accessors += $$""",{"bufferView":1,"componentType":{{component}},"count":{{values.Length}},"type":"SCALAR"}""";
            views += $$""",{"buffer":1,"byteLength":{{bytes.Length}}}""";
            buffers += $$""",{"byteLength":{{bytes.Length}},"uri":"data:application/octet-stream;base64,{{Convert.ToBase64String(bytes)}}"}""";
            use = "\"indices\":1,";
        }

        return $$"""{"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":{{nodes}},"meshes":[{"primitives":[{ {{use}}"mode":{{mode}},"attributes":{"POSITION":0} }]}],"accessors":[{{accessors}}],"bufferViews":[{{views}}],"buffers":[{{buffers}}]}""";
    }

    private static string Uri(float[] values) => "data:application/octet-stream;base64," + Convert.ToBase64String(values.SelectMany(BitConverter.GetBytes).ToArray());
}
