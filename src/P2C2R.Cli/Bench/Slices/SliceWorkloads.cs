using P2C2R.Kernels.Pathfinding;
using P2C2R.Kernels.ProceduralGeneration;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>Documents near the limits of each kind, in which slices are long.</summary>
internal static class SliceWorkloads
{
    private const int MostMapCells = 4096;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SliceWorkload> All { get; } =
    [
        Paths("grid search, caves", $$"""{"map":"map","prepare":false,"queries":[{{MadeMaps.Queries(32, MostMapCells)}}]}""", MostMapCells, MadeMaps.Caves),
        Paths("grid search, open", $$"""{"map":"map","prepare":false,"queries":[{{MadeMaps.Queries(32, MostMapCells)}}]}""", MostMapCells, MadeMaps.Boxes),
        Paths("grid prepared, boxes", $$"""{"map":"map","prepare":true,"queries":[{{MadeMaps.Queries(1024, 1024)}}]}""", 1024, MadeMaps.Boxes),
        Paths("grid prepared, 4096", $$"""{"map":"map","prepare":true,"queries":[{{MadeMaps.Queries(64, MostMapCells)}}]}""", MostMapCells, MadeMaps.FewBoxes),
        Paths("crowd", """{"map":"map","goal":[2047,2047],"agents":{"count":100000,"seed":3}}""", MostMapCells, MadeMaps.Boxes),
        Mesh("mesh, two triangles", 1024, 0.25, MadeMeshes.Plane),
        Mesh("mesh, city", 1024, 0.25, MadeMeshes.City),
        Mesh("mesh, comb", 1024, 0.25, MadeMeshes.Comb),
        Mesh("mesh, storeys", 1024, 0.25, MadeMeshes.Storeys),
        World("terrain, eroded", """{"generator":"terrain","seed":5,"width":2048,"height":2048,"tile_size":2048,"erosion":{"droplets":0.25,"rounds":1,"thermal_steps":8}}"""),
        World("terrain, not eroded", """{"generator":"terrain","seed":5,"width":4096,"height":4096,"tile_size":2048,"erosion":{"rounds":0}}"""),
        World("dungeon", """{"generator":"dungeon","seed":5,"width":1024,"height":1024,"rooms":2048,"keys":12,"loops":2048}"""),
        World("dungeon, crowded", """{"generator":"dungeon","seed":5,"width":200,"height":200,"rooms":2048,"keys":12,"loops":2048}"""),
        MadeWaves.Of("wave, coast", "coast", 700, 700),
        MadeWaves.Of("wave, town", "town", 300, 300),
        MadeDialogues.Rules("dialogue, rules"),
        MadeDialogues.Model("dialogue, model"),
        .. MadeScenes.All,
    ];

    private static SliceWorkload Paths(string name, string document, int side, Func<int, string> make) =>
        new(name, static () => new PathfindingKernel(), document, new MadeFiles(MadeFiles.Text("map", () => make(side))));

    private static SliceWorkload Mesh(string name, int cells, double cellSize, Func<double, string> make)
    {
        var side = cells * cellSize;
        var document = $$"""{"mesh":"world.obj","cell_size":{{cellSize}},"tile_size":{{cells}},"queries":[{{MadeMeshes.Queries(64, side)}}]}""";
        return new SliceWorkload(name, static () => new PathfindingKernel(), document, new MadeFiles(MadeFiles.Text("world.obj", () => make(side))));
    }

    private static SliceWorkload World(string name, string document) => new(name, static () => new ProceduralGenerationKernel(), document, new MadeFiles());
}
