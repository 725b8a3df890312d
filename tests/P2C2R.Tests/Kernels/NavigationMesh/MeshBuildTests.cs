using P2C2R.Kernels.NavigationMesh;
using P2C2R.Kernels.NavigationMesh.Search;

namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>What must hold of every navigation mesh, in one tile or in many.</summary>
public sealed class MeshBuildTests
{
    private const string Keep = """{"mesh":"m.obj","cell_size":0.25,"agent_radius":0.5,"agent_climb":0.5,"tile_size":TILE}""";

    [Theory]
    [InlineData(1024)]
    [InlineData(48)]
    [InlineData(16)]
    public void Polygons_are_convex_and_neighbours_share_whole_sides(int tile)
    {
        var (mesh, _) = NavigationOf.Document(Keep.Replace("TILE", $"{tile}", StringComparison.Ordinal), SampleKeep.Obj());
        for (var side = 0; side < mesh.Twin.Length; side++)
        {
            var (a, b, c) = (Corner(mesh, side), Corner(mesh, mesh.Next(side)), Corner(mesh, mesh.Next(mesh.Next(side))));
            Assert.True(P2C2R.Kernels.NavigationMesh.Corner.Turn(a, b, c) >= 0);
            if (mesh.Twin[side] >= 0) Assert.Equal(side, mesh.Twin[mesh.Twin[side]]);
        }
    }

    /// <summary>However the map is cut into tiles, the same cells can be walked on, but for what simplifying outlines moves.</summary>
    [Theory]
    [InlineData(16, 0.0)]
    [InlineData(48, 0.0)]
    [InlineData(48, 1.3)]
    public void Tiles_cover_what_one_piece_covers(int tile, double error)
    {
        var json = Keep.Replace("\"cell_size\"", $"\"min_region_area\":0,\"edge_error\":{error},\"cell_size\"", StringComparison.Ordinal);
        var (whole, _) = NavigationOf.Document(json.Replace("TILE", "1024", StringComparison.Ordinal), SampleKeep.Obj());
        var (tiled, _) = NavigationOf.Document(json.Replace("TILE", $"{tile}", StringComparison.Ordinal), SampleKeep.Obj());
        Assert.Equal(whole.ComponentCount, tiled.ComponentCount);
        var (a, b) = (AreaOf(whole), AreaOf(tiled));
        if (error == 0) Assert.Equal(a, b);
        else Assert.InRange(b, a * 0.97, a * 1.03);
    }

    /// <summary>The same journeys are as long on a map in one piece and in tiles, when outlines aren't simplified.</summary>
    [Fact]
    public void Tiles_change_no_path()
    {
        const string Queries = ""","edge_error":0,"queries":[{"start":[16,0,3],"goal":[15,0,19]},{"start":[15,0,9.5],"goal":[15,3.2,9.5]},{"start":[3,0,20],"goal":[28,0,19]},{"start":[30,0,2],"goal":[2,0,2]}]}""";
        var json = Keep[..^1] + Queries;
        var (_, whole) = NavigationOf.Document(json.Replace("TILE", "1024", StringComparison.Ordinal), SampleKeep.Obj());
        foreach (var tile in (string[])["16", "48", "100"])
        {
            var (mesh, tiled) = NavigationOf.Document(json.Replace("TILE", tile, StringComparison.Ordinal), SampleKeep.Obj());
            for (var i = 0; i < whole.Count; i++)
            {
                Assert.Equal(whole[i].Length, tiled[i].Length, 1e-9);
                Assert.True(MeshWalk.CanWalk(mesh, tiled[i].Path));
            }
        }
    }

    [Fact]
    public void A_slope_that_is_too_steep_is_not_walked()
    {
        var scene = new ObjScene();
        scene.Ground(0, 0, 20, 20, 0);
        Assert.Equal(1, Parts(scene, 1));
        scene.Ramp(8, 0, 10, 3, 0, 20);
        scene.Ground(10, 0, 20, 20, 3);
        Assert.Equal(1, Parts(scene, 89));
        Assert.Equal(2, Parts(scene, 45));
    }

    /// <summary>How many parts of the two levels can't be reached from one another.</summary>
    private static int Parts(ObjScene scene, int slope)
    {
        var (mesh, _) = NavigationOf.Document($$"""{"mesh":"m.obj","cell_size":0.25,"agent_climb":0.9,"agent_height":3.2,"min_region_area":200,"agent_slope":{{slope}}}""", scene.Bytes);
        return mesh.ComponentCount;
    }

    private static Corner Corner(PolygonMesh mesh, int side) => mesh.Corners[mesh.CornerOf[side]];

    private static long AreaOf(PolygonMesh mesh)
    {
        long area = 0;
        for (var polygon = 0; polygon < mesh.PolygonCount; polygon++) area += mesh.DoubleAreaOf(polygon);
        return area;
    }

    /// <summary>On the real dungeon: as many cells as the polygons cover can be reached, and paths stay on the mesh.</summary>
    [Theory]
    [InlineData("dungeon.obj", 1024)]
    [InlineData("dungeon.obj", 64)]
    [InlineData("nav_test.obj", 32)]
    public void Real_meshes_are_built_and_walked(string file, int tile)
    {
        var bytes = File.ReadAllBytes(Path.Combine(RealData.Require("meshes"), file));
        var (mesh, _) = NavigationOf.Document($$"""{"mesh":"m.obj","tile_size":{{tile}}}""", bytes);
        Assert.InRange(mesh.PolygonCount, 50, 1000);
        var solver = new MeshSolver(mesh);
        var random = new Random(3);
        var walked = 0;
        for (var i = 0; i < 80; i++)
        {
            var (start, goal) = (mesh.Corners[random.Next(mesh.Corners.Length)], mesh.Corners[random.Next(mesh.Corners.Length)]);
            var query = new MeshQuery(Point.Of(start), start.Y * Point.PerCell, Point.Of(goal), goal.Y * Point.PerCell);
            var exact = solver.Solve(query, isFast: false, TestContext.Current.CancellationToken);
            var fast = solver.Solve(query, isFast: true, TestContext.Current.CancellationToken);
            Assert.Equal(exact.Status, fast.Status);
            if (exact.Path.Count == 0) continue;
            foreach (var answer in new[] { exact, fast }) Assert.True(MeshWalk.CanWalk(mesh, answer.Path), $"{i}: {string.Join(" ", answer.Path)}");
            Assert.InRange(fast.Length, exact.Length - 1e-6, double.MaxValue);
            walked++;
        }

        Assert.True(walked > 10);
    }
}
