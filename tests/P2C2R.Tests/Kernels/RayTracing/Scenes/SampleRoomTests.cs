using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes;

/// <summary>What the samples' room is made of: its file was written by a script of ours that isn't kept, so that it is described here, whole, and can be made again.</summary>
public sealed class SampleRoomTests
{
    private static readonly Float3 X = new(1, 0, 0), Y = new(0, 1, 0), Z = new(0, 0, 1);

    /// <summary>A document names files beside it, so each kind's folder has the room; it is one.</summary>
    [Fact]
    public void The_room_is_the_same_in_each_folder()
    {
        var room = File.ReadAllBytes(Path.Combine(Folder("rt_reflections"), "room.glb"));
        foreach (var kind in (string[])["rt_shadows", "rt_global_illumination"]) Assert.Equal(room, File.ReadAllBytes(Path.Combine(Folder(kind), "room.glb")));
    }

    [Fact]
    public void The_room_is_what_is_described_here()
    {
        var scene = Read();
        Assert.Equal(["floor", "walls", "left", "right", "lamp", "ball", "block", "glass"], scene.Instances.Select(static i => i.Name));
        IsSurface(scene, 0, "floor", [Side(new(-2, 0, 2), X * 4, Z * -4)]);
        IsSurface(scene, 1, "plaster", [Side(new(-2, 0, -2), X * 4, Y * 2.4f), Side(new(-2, 2.4f, -2), X * 4, Z * 4), Side(new(2, 0, 2), X * -4, Y * 2.4f)]);
        IsSurface(scene, 2, "red", [Side(new(-2, 0, 2), Z * -4, Y * 2.4f)]);
        IsSurface(scene, 3, "blue", [Side(new(2, 0, -2), Z * 4, Y * 2.4f)]);
        IsSurface(scene, 4, "lamp", [Side(new(-0.5f, 2.38f, -0.5f), X, Z * 0.8f)]);
        IsSurface(scene, 6, "plaster", Box(new(-0.4f, 0, -0.4f), new(0.4f, 1.1f, 0.4f)));
        IsSurface(scene, 7, "mirror", Box(new(-0.02f, 0.25f, -0.7f), new(0.02f, 1.75f, 0.7f)));
        Stands(scene, 5, new(0.75f, 0.45f, 0.35f), 0);
        Stands(scene, 6, new(-0.75f, 0, -0.75f), 20);
        Stands(scene, 7, new(1.25f, 0, -1.45f), -112);
    }

    /// <summary>An icosahedron, each of whose triangles was cut into four, twice, and blown up.</summary>
    [Fact]
    public void Its_ball_is_round_and_closed()
    {
        var scene = Read();
        var ball = scene.Meshes[scene.Instances[5].Mesh];
        Assert.Equal((162, 320), (ball.VertexCount, ball.TriangleCount));
        for (var i = 0; i < ball.Positions.Length; i += 3) Assert.InRange((Float3.From(ball.Positions, i) - (Float3.From(ball.Normals, i) * 0.45f)).Length, 0, 1e-6f);
        var edges = Enumerable.Range(0, ball.Indices.Length).Select(i => (ball.Indices[i], ball.Indices[i % 3 == 2 ? i - 2 : i + 1])).ToHashSet();
        Assert.Equal(960, edges.Count);
        Assert.All(edges, e => Assert.Contains((e.Item2, e.Item1), edges));
        Assert.Equal("gold", scene.Materials[ball.Materials[0]].Name);
    }

    [Fact]
    public void Its_materials_light_and_camera_are_described_here()
    {
        var scene = Read();
        Dictionary<string, (Float3 Color, float Metallic, float Roughness)> expected = new()
        {
            ["plaster"] = (new(0.73f, 0.71f, 0.68f), 0, 0.9f),
            ["red"] = (new(0.63f, 0.065f, 0.05f), 0, 0.9f),
            ["blue"] = (new(0.08f, 0.16f, 0.5f), 0, 0.9f),
            ["lamp"] = (new(0.8f, 0.8f, 0.8f), 0, 1),
            ["gold"] = (new(1, 0.77f, 0.34f), 1, 0.28f),
            ["mirror"] = (new(0.95f, 0.95f, 0.95f), 1, 0),
            ["floor"] = (new(0.35f, 0.33f, 0.3f), 0, 0.22f),
        };
        Assert.Equal(expected, scene.Materials.ToDictionary(static m => m.Name, static m => (m.BaseColor, m.Metallic, m.Roughness)));
        var lamp = Assert.Single(scene.Materials, static m => m.Emits);
        Assert.InRange((lamp.Emissive - (new Float3(1, 0.86f, 0.66f) * 14)).Length, 0, 1e-5f);
        var spot = Assert.Single(scene.Lights);
        Assert.Equal((LightKind.Spot, new Float3(-1.5f, 2.1f, 1.2f)), (spot.Kind, spot.Position));
        Assert.InRange((spot.Intensity - (new Float3(0.7f, 0.8f, 1) * 18)).Length, 0, 1e-4f);
        var camera = Assert.Single(scene.Cameras);
        Assert.Equal(("front", new Float3(0, 1.25f, 5.2f), -Z), (camera.Name, camera.Position, camera.Forward));
        Assert.Equal(Math.Tan(0.4), camera.HalfHeight, 1e-6);
    }

    private static void IsSurface(Scene scene, int instance, string material, (Float3 Corner, Float3 One, Float3 Other)[] sides)
    {
        var mesh = scene.Meshes[scene.Instances[instance].Mesh];
        Assert.Equal((4 * sides.Length, 2 * sides.Length), (mesh.VertexCount, mesh.TriangleCount));
        Assert.All(mesh.Materials, m => Assert.Equal(material, scene.Materials[m].Name));
        foreach (var (corner, one, other) in sides)
        {
            var normal = Float3.Cross(one, other).Normalized();
            foreach (var place in (Float3[])[corner, corner + one, corner + one + other, corner + other])
            {
                Assert.Contains(Enumerable.Range(0, mesh.VertexCount), v => (Float3.From(mesh.Positions, 3 * v) - place).Length < 1e-6f && (Float3.From(mesh.Normals, 3 * v) - normal).Length < 1e-6f);
            }
        }

        for (var i = 0; i < mesh.Indices.Length; i += 3)
        {
            var (a, b, c) = (Float3.From(mesh.Positions, 3 * mesh.Indices[i]), Float3.From(mesh.Positions, 3 * mesh.Indices[i + 1]), Float3.From(mesh.Positions, 3 * mesh.Indices[i + 2]));
            Assert.InRange((Float3.Cross(b - a, c - a).Normalized() - Float3.From(mesh.Normals, 3 * mesh.Indices[i])).Length, 0, 1e-5f);
        }
    }

    /// <summary>Where something stands, turned about the vertical axis by some degrees.</summary>
    private static void Stands(Scene scene, int instance, Float3 place, double degrees)
    {
        var toWorld = scene.Instances[instance].ToWorld;
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        Assert.Equal(place, toWorld.Point(Float3.Zero));
        Assert.InRange((toWorld.Point(X) - place - new Float3((float)cosine, 0, -(float)sine)).Length, 0, 1e-5f);
        Assert.InRange((toWorld.Point(Y) - place - Y).Length, 0, 1e-5f);
    }

    private static (Float3 Corner, Float3 One, Float3 Other) Side(Float3 corner, Float3 one, Float3 other) => (corner, one, other);

    private static (Float3 Corner, Float3 One, Float3 Other)[] Box(Float3 low, Float3 high)
    {
        var size = high - low;
        var (x, y, z) = (X * size.X, Y * size.Y, Z * size.Z);
        return [(low, y, x), (low, z, y), (low, x, z), (high, -x, -y), (high, -y, -z), (high, -z, -x)];
    }

    private static Scene Read() => SceneReader.Read("scene", "room.glb", SkySource.Black, new FilesIn(Folder("rt_reflections")));

    private static string Folder(string kind) => Path.Combine(RepositoryRoot.Path, "samples", kind);
}
