using System.Text.Json.Nodes;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>Broken meshes look outside as they did whole, read again by the ray tracer's reader of scenes.</summary>
public sealed class PieceLookTests
{
    private static readonly byte[] Red = Picture(200, 30, 20);
    private static readonly byte[] Blue = Picture(10, 40, 220);
    private static readonly byte[] Grey = Picture(90, 91, 92);

    // Grid steps are 4 m / 2^19, texture coordinates below 3 a metre, and binary32 of places below 8 m.
    private const float Tolerance = 5e-5f;

    /// <summary>The box's left half has one material and texture, the right half another; the place that a texel is at is known for every side.</summary>
    [Fact]
    public void Textures_stay_where_they_were_and_the_inside_has_its_own()
    {
        const string document = """
            { "solids": [{ "mesh": "box.gltf", "position": [1, 2, 3], "sites": 30, "seed": 4, "interior": { "texture": "grey.png", "texture_size": 0.5 } }] }
            """;
        using var run = KernelRun.Of(new DestructionKernel(), document, new Meshes.MemoryFiles(("box.gltf", Gltf(Box(), true)), ("grey.png", Grey)));
        var scene = SceneReader.Read("scene", "pieces.glb", new SkySource(default, null), new Meshes.MemoryFiles(("pieces.glb", run.Read("pieces.glb"))), TestContext.Current.CancellationToken);
        var areas = new Dictionary<byte, double>();
        foreach (var instance in scene.Instances)
        {
            var mesh = scene.Meshes[instance.Mesh];
            for (var t = 0; t < mesh.TriangleCount; t++)
            {
                var shown = scene.Textures[scene.Materials[mesh.Materials[t]].BaseColorTexture!.Texture].Image.Bytes![0];
                var corners = Enumerable.Range(3 * t, 3).Select(i => instance.ToWorld.Point(Float3.From(mesh.Positions, 3 * mesh.Indices[i])) - new Float3(1, 2, 3)).ToArray();
                areas[shown] = areas.GetValueOrDefault(shown) + (Float3.Cross(corners[1] - corners[0], corners[2] - corners[0]).Length / 2);
                for (var c = 0; c < 3 && shown != 90; c++)
                {
                    var vertex = mesh.Indices[(3 * t) + c];
                    var (u, v) = Texel(corners[c]);
                    Assert.Equal(u, mesh.TexCoords0![2 * vertex], Tolerance);
                    Assert.Equal(v, mesh.TexCoords0[(2 * vertex) + 1], Tolerance);
                    Assert.Equal(shown == 200, corners.Sum(static p => p.X) < 0);
                }
            }
        }

        // Two halves of a box of 4 x 2 x 1 m: each one end of 2 m², two sides of 4 m² and two of 2 m².
        Assert.Equal(14, areas[200], 1e-3);
        Assert.Equal(14, areas[10], 1e-3);
        Assert.True(areas[90] > 20, "thirty pieces have more inside than outside");
    }

    [Fact]
    public void Smooth_normals_stay_smooth()
    {
        var torus = SolidShapes.Torus(2, 0.6, 24, 12);
        var normals = torus.Positions.Select(static p => (p - (new Double3(p.X, 0, p.Z).Normalized() * 2)).Normalized()).ToList();
        var gltf = Gltf((torus.Positions, normals, null, torus.Indices, torus.Indices.Count), false);
        using var run = KernelRun.Of(new DestructionKernel(), """{ "solids": [{ "mesh": "torus.gltf", "rotation": [0, 0, 1, 1], "sites": 12 }] }""", new Meshes.MemoryFiles(("torus.gltf", gltf)));
        var scene = SceneReader.Read("scene", "pieces.glb", new SkySource(default, null), new Meshes.MemoryFiles(("pieces.glb", run.Read("pieces.glb"))), TestContext.Current.CancellationToken);
        var (bent, least) = (0, 1f);
        foreach (var instance in scene.Instances)
        {
            var mesh = scene.Meshes[instance.Mesh];
            for (var i = 0; i < mesh.Indices.Length; i++)
            {
                // "Made of metal" is the torus's own material, and the turn is a quarter about z: y was x, and -x was y.
                if (scene.Materials[mesh.Materials[i / 3]].Metallic < 1) continue;
                var at = instance.ToWorld.Point(Float3.From(mesh.Positions, 3 * mesh.Indices[i]));
                var ring = new Float3(0, at.Y, at.Z).Normalized() * 2;
                var normal = Float3.From(mesh.Normals, 3 * mesh.Indices[i]);
                least = Math.Min(least, Float3.Dot(normal, (at - ring).Normalized()));
                var flat = Float3.Cross(Corner(mesh, i, 1) - Corner(mesh, i, 0), Corner(mesh, i, 2) - Corner(mesh, i, 0)).Normalized();
                if (Float3.Dot(flat, normal) < 0.99f) bent++;
            }
        }

        // Between corners 30 degrees apart a mixed normal is a few degrees off the torus' own; flat ones are 15.
        Assert.True(least > 0.985f, $"{least}");
        Assert.True(bent > 500, $"{bent}");
    }

    [Fact]
    public void A_texture_that_is_none_is_told() =>
        Assert.Contains("neither a PNG nor a JPEG", Assert.Throws<P2C2R.Kernels.InputException>(() => new DestructionKernel().Plan("""{ "solids": [{ "box": [1, 1, 1], "surface": { "texture": "x.png" } }] }"""u8.ToArray(), new Meshes.MemoryFiles(("x.png", [1, 2, 3])))).Message, StringComparison.Ordinal);

    private static Float3 Corner(SceneMesh mesh, int index, int corner) => Float3.From(mesh.Positions, 3 * mesh.Indices[(index / 3 * 3) + corner]);

    private static (float U, float V) Texel(Float3 p) => ((0.25f * p.X) + (0.5f * p.Z) + 0.1f, (2 * p.Y) - (0.25f * p.Z) + 1);

    private static byte[] Picture(byte red, byte green, byte blue)
    {
        var memory = new MemoryStream();
        PngWriter.Write(memory, 1, 1, [red, green, blue]);
        return memory.ToArray();
    }

    /// <summary>Two boxes' outer sides, joined where they meet; the first half of the triangles has the first material.</summary>
    private static (List<Double3> Positions, List<Double3>? Normals, List<(float, float)>? TexCoords, List<int> Indices, int First) Box()
    {
        var positions = new List<Double3>();
        foreach (var x in (double[])[-2, 0, 2])
        {
            foreach (var (y, z) in ((double, double)[])[(-1, -0.5), (1, -0.5), (1, 0.5), (-1, 0.5)]) positions.Add(new(x, y, z));
        }

        var indices = new List<int>();
        void Quad(int a, int b, int c, int d) => indices.AddRange([a, b, c, a, c, d]);
        Quad(0, 3, 2, 1);
        for (var i = 0; i < 4; i++) Quad(i, (i + 1) % 4, 4 + ((i + 1) % 4), 4 + i);
        var first = indices.Count;
        for (var i = 4; i < 8; i++) Quad(i, 4 + ((i + 1) % 4), 8 + ((i + 1) % 4), 4 + i);
        Quad(8, 9, 10, 11);
        return (positions, null, [.. positions.Select(static p => Texel(new((float)p.X, (float)p.Y, (float)p.Z)))], indices, first);
    }

    private static byte[] Gltf((List<Double3> Positions, List<Double3>? Normals, List<(float U, float V)>? TexCoords, List<int> Indices, int First) mesh, bool isTextured)
    {
        var (bytes, views, accessors) = (new MemoryStream(), new JsonArray(), new JsonArray());
        int Add(string type, int component, int count, IEnumerable<byte[]> numbers)
        {
            var from = bytes.Length;
            foreach (var number in numbers) bytes.Write(number);
            views.Add((JsonNode)new JsonObject { ["buffer"] = 0, ["byteOffset"] = from, ["byteLength"] = bytes.Length - from });
            accessors.Add((JsonNode)new JsonObject { ["bufferView"] = views.Count - 1, ["componentType"] = component, ["count"] = count, ["type"] = type });
            return accessors.Count - 1;
        }

        var attributes = new JsonObject { ["POSITION"] = Add("VEC3", 5126, mesh.Positions.Count, mesh.Positions.SelectMany(Bytes)) };
        if (mesh.Normals is { } normals) attributes["NORMAL"] = Add("VEC3", 5126, normals.Count, normals.SelectMany(Bytes));
        if (mesh.TexCoords is { } uvs) attributes["TEXCOORD_0"] = Add("VEC2", 5126, uvs.Count, uvs.SelectMany(static t => (byte[][])[BitConverter.GetBytes(t.U), BitConverter.GetBytes(t.V)]));
        var primitives = new JsonArray();
        foreach (var (material, from, to) in ((int, int, int)[])[(0, 0, mesh.First), (1, mesh.First, mesh.Indices.Count)])
        {
            if (from == to) continue;
            var indices = Add("SCALAR", 5125, to - from, mesh.Indices[from..to].Select(BitConverter.GetBytes));
            primitives.Add((JsonNode)new JsonObject { ["attributes"] = attributes.DeepClone(), ["indices"] = indices, ["material"] = material });
        }

        JsonObject Material(int texture) => new() { ["pbrMetallicRoughness"] = isTextured ? new JsonObject { ["metallicFactor"] = 0, ["baseColorTexture"] = new JsonObject { ["index"] = texture } } : new JsonObject { ["metallicFactor"] = 1 } };
        JsonObject Image(byte[] png) => new() { ["uri"] = "data:image/png;base64," + Convert.ToBase64String(png) };
        return System.Text.Encoding.UTF8.GetBytes(new JsonObject
        {
            ["asset"] = new JsonObject { ["version"] = "2.0" },
            ["nodes"] = new JsonArray(new JsonObject { ["mesh"] = 0 }),
            ["meshes"] = new JsonArray(new JsonObject { ["primitives"] = primitives }),
            ["materials"] = new JsonArray(Material(1), Material(0)),
            ["textures"] = new JsonArray(new JsonObject { ["source"] = 1 }, new JsonObject { ["source"] = 0, ["sampler"] = 0 }),
            ["samplers"] = new JsonArray(new JsonObject { ["wrapS"] = 33648 }),
            ["images"] = new JsonArray(Image(Red), Image(Blue)),
            ["accessors"] = accessors,
            ["bufferViews"] = views,
            ["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = bytes.Length, ["uri"] = "data:;base64," + Convert.ToBase64String(bytes.ToArray()) }),
        }.ToJsonString());
    }

    private static byte[][] Bytes(Double3 v) => [BitConverter.GetBytes((float)v.X), BitConverter.GetBytes((float)v.Y), BitConverter.GetBytes((float)v.Z)];
}
