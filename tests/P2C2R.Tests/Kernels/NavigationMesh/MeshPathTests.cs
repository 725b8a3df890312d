using P2C2R.Kernels.NavigationMesh;
using P2C2R.Kernels.NavigationMesh.Search;

namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>Paths against a search that tries everything, on small meshes made at random.</summary>
public sealed class MeshPathTests
{
    // P2C2R_FULL_SWEEP=1 tries many more.
    private static readonly int Rounds = Environment.GetEnvironmentVariable("P2C2R_FULL_SWEEP") == "1" ? 100 : 7;

    private const int QueriesPerMesh = 12;

    [Theory]
    [InlineData(1, 0, 0.0, 64)]
    [InlineData(2, 0, 0.0, 16)]
    [InlineData(3, 1, 1.3, 64)]
    [InlineData(4, 1, 1.3, 16)]
    [InlineData(5, 2, 0.8, 32)]
    [InlineData(6, 0, 0.0, 16)]
    [InlineData(7, 1, 0.0, 16)]
    public void Exact_paths_are_the_shortest_and_fast_ones_can_be_walked(int seed, int radius, double error, int tile)
    {
        var random = new Random(seed);
        var compared = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (mesh, _) = NavigationOf.Document($$"""{"mesh":"m.obj","cell_size":1,"cell_height":0.2,"agent_radius":{{radius}},"agent_climb":0.4,"min_region_area":100,"merge_region_area":20,"edge_error":{{error}},"tile_size":{{tile}}}""", Yard(random));

            // Two parts that meet in a single corner: the search that tries everything slips through there, an agent doesn't.
            if (mesh.PolygonCount == 0 || HasPinch(mesh)) continue;
            var solver = new MeshSolver(mesh);
            var everything = new VisibilityGraph(mesh);
            for (var i = 0; i < QueriesPerMesh; i++) compared += Compare(mesh, solver, everything, i % 5 == 0 ? CornerQuery(mesh, random) : RandomQuery(random));
        }

        Assert.True(compared > 40, $"only {compared} paths were compared");
    }

    private static int Compare(PolygonMesh mesh, MeshSolver solver, VisibilityGraph everything, MeshQuery query)
    {
        var exact = solver.Solve(query, isFast: false, TestContext.Current.CancellationToken);
        var fast = solver.Solve(query, isFast: true, TestContext.Current.CancellationToken);
        Assert.Equal(exact.Status, fast.Status);
        if (exact.Path.Count == 0) return 0;
        var expected = everything.Length(exact.Path[0].Place, exact.Path[^1].Place);
        Assert.True(Math.Abs(expected - exact.Length) < 1e-6, $"{query}: {exact.Length}, the shortest has {expected}: {string.Join(' ', exact.Path)}");
        Assert.InRange(fast.Length, exact.Length - 1e-6, double.MaxValue);
        Assert.True(MeshWalk.CanWalk(mesh, exact.Path) && MeshWalk.CanWalk(mesh, fast.Path), $"{query}: a path leaves the mesh");
        return 1;
    }

    private static MeshQuery RandomQuery(Random random) => new(Place(random), 0, Place(random), 0);

    private static Point Place(Random random) => new(random.Next(40 * Point.PerCell), random.Next(40 * Point.PerCell));

    /// <summary>Starts and goals on corners and in the middle of sides: where several polygons hold them.</summary>
    private static MeshQuery CornerQuery(PolygonMesh mesh, Random random)
    {
        var start = Point.Of(mesh.Corners[random.Next(mesh.Corners.Length)]);
        var side = random.Next(mesh.Twin.Length);
        var (a, b) = (Point.Of(mesh.Corners[mesh.CornerOf[side]]), Point.Of(mesh.Corners[mesh.CornerOf[mesh.Next(side)]]));
        return new MeshQuery(start, 0, new Point((a.X + b.X) / 2, (a.Z + b.Z) / 2), 0);
    }

    private static bool HasPinch(PolygonMesh mesh)
    {
        var walls = new int[mesh.Corners.Length];
        for (var side = 0; side < mesh.Twin.Length; side++)
        {
            if (mesh.Twin[side] < 0) walls[mesh.CornerOf[side]]++;
        }

        var places = mesh.Corners.Select(Point.Of).ToList();
        return Array.Exists(walls, static w => w > 1) || places.Distinct().Count() != places.Count;
    }

    /// <summary>Level ground of 40 x 40 with boxes on it and a border that can't be left.</summary>
    private static byte[] Yard(Random random)
    {
        var scene = new ObjScene();
        scene.Ground(0, 0, 40, 40, 0);
        foreach (var (x0, z0, x1, z1) in ((double, double, double, double)[])[(0, 0, 40, 1), (0, 39, 40, 40), (0, 1, 1, 39), (39, 1, 40, 39)]) scene.Box(x0, 0, z0, x1, 3, z1);
        for (var i = random.Next(3, 9); i > 0; i--)
        {
            double x = random.Next(2, 30), z = random.Next(2, 30);
            if (random.Next(3) > 0) scene.Box(x, 0, z, x + random.Next(2, 9), 3, z + random.Next(2, 9));
            else Turned(scene, x + 4, z + 4, random);
        }

        return scene.Bytes;
    }

    /// <summary>A pillar whose sides don't follow the cells.</summary>
    private static void Turned(ObjScene scene, double x, double z, Random random)
    {
        var (a, b) = (1 + (random.NextDouble() * 4), 1 + (random.NextDouble() * 4));
        (double X, double Z)[] corners = [(x + a, z), (x, z + b), (x - a, z), (x, z - b)];
        for (var i = 0; i < 4; i++)
        {
            var (p, q) = (corners[i], corners[(i + 1) % 4]);
            scene.Quad((p.X, 0, p.Z), (q.X, 0, q.Z), (q.X, 3, q.Z), (p.X, 3, p.Z));
        }

        scene.Quad((corners[0].X, 3, corners[0].Z), (corners[3].X, 3, corners[3].Z), (corners[2].X, 3, corners[2].Z), (corners[1].X, 3, corners[1].Z));
        scene.Quad((corners[0].X, 1.5, corners[0].Z), (corners[1].X, 1.5, corners[1].Z), (corners[2].X, 1.5, corners[2].Z), (corners[3].X, 1.5, corners[3].Z));
    }
}
