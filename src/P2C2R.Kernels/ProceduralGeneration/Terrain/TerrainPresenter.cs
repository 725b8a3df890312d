using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Images;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Makes <c>heights.png</c>, <c>preview.png</c>, <c>terrain.glb</c> and <c>terrain.json</c>; docs/kernels/procedural-generation.md describes them.</summary>
internal static class TerrainPresenter
{
    private const string HeightsFile = "heights.png";
    private const string PreviewFile = "preview.png";
    private const string MeshFile = "terrain.glb";
    private const string FactsFile = "terrain.json";

    /// <summary>Presents.</summary>
    public static Presentation Present(PlannedTerrain planned, Stream canonical, string directory)
    {
        var terrain = FinishedTerrain.Read(planned.Parameters, canonical);
        Write(directory, HeightsFile, file => PngWriter.WriteGrey(file, terrain.Width, terrain.Height, terrain.Heights));
        Write(directory, PreviewFile, file => ReliefPicture.Of(terrain).WritePng(file));
        var mesh = (Vertices: 0, Triangles: 0);
        Write(directory, MeshFile, file => mesh = TerrainMesh.Write(terrain, file));
        var figures = Figures(terrain);
        Write(directory, FactsFile, file => WriteFacts(terrain, figures, file));
        figures["mesh_vertices"] = mesh.Vertices;
        figures["mesh_triangles"] = mesh.Triangles;
        return new Presentation(Lines(terrain, figures), [HeightsFile, PreviewFile, MeshFile, FactsFile], figures);
    }

    private static void Write(string directory, string name, Action<Stream> write)
    {
        using var file = File.Create(Path.Combine(directory, name));
        write(file);
    }

    private static JsonObject Figures(FinishedTerrain terrain)
    {
        var (lowest, highest) = (terrain.Heights.Min(), terrain.Heights.Max());
        return new JsonObject
        {
            ["generator"] = "terrain",
            ["width"] = terrain.Width,
            ["height"] = terrain.Height,
            ["lowest_m"] = Rounded(terrain.Scale.Metres(lowest)),
            ["highest_m"] = Rounded(terrain.Scale.Metres(highest)),
            ["sea_cells"] = terrain.Water.Count(static w => w == WaterCode.Sea),
            ["lake_cells"] = terrain.Water.Count(static w => w == WaterCode.Lake),
            ["river_cells"] = terrain.Water.Count(WaterCode.IsRiver),
            ["river_mouths"] = RiverMouths(terrain),
        };
    }

    private static double Rounded(double metres) => Math.Round(metres, 2, MidpointRounding.ToEven);

    /// <summary>Rivers' last cells: the next one is a lake, the sea, or off the map.</summary>
    private static int RiverMouths(FinishedTerrain terrain)
    {
        var count = 0;
        for (var cell = 0; cell < terrain.Water.Length; cell++)
        {
            if (!WaterCode.IsRiver(terrain.Water[cell])) continue;
            var direction = WaterCode.Direction(terrain.Water[cell]);
            var (x, y) = ((cell % terrain.Width) + Directions.X[direction], (cell / terrain.Width) + Directions.Y[direction]);
            if ((uint)x >= (uint)terrain.Width || (uint)y >= (uint)terrain.Height || !WaterCode.IsRiver(terrain.Water[(y * terrain.Width) + x])) count++;
        }

        return count;
    }

    private static List<string> Lines(FinishedTerrain terrain, JsonObject figures)
    {
        double cells = terrain.Width * terrain.Height;
        var sea = terrain.Water.Count(static w => w == WaterCode.Sea) / cells;
        return
        [
            FormattableString.Invariant($"terrain of {terrain.Width} x {terrain.Height} cells, {figures["lowest_m"]} to {figures["highest_m"]} m high, {sea:P0} sea"),
            FormattableString.Invariant($"{figures["river_cells"]} cells of rivers with {figures["river_mouths"]} mouths, {figures["lake_cells"]} cells of lakes"),
            $"{HeightsFile} has 16-bit heights, {PreviewFile} a map, {MeshFile} a mesh of {figures["mesh_triangles"]} triangles",
        ];
    }

    private static void WriteFacts(FinishedTerrain terrain, JsonObject figures, Stream file)
    {
        var counts = new int[Enum.GetValues<Biome>().Length];
        foreach (var biome in terrain.Biomes) counts[biome]++;
        var biomes = new JsonObject();
        foreach (var biome in Enum.GetValues<Biome>()) biomes[JsonNamingPolicy.SnakeCaseLower.ConvertName(biome.ToString())] = counts[(int)biome];
        var facts = (JsonObject)figures.DeepClone();
        facts["cell_size_m"] = terrain.Parameters.CellSize;
        facts["heights_png_black_m"] = terrain.Scale.Metres(0);
        facts["heights_png_white_m"] = terrain.Scale.Metres(ushort.MaxValue);
        if (terrain.Scale.SeaLevel >= 0) facts["sea_level_m"] = Rounded(terrain.Scale.Metres(terrain.Scale.SeaLevel));
        facts["biome_cells"] = biomes;
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        facts.WriteTo(json);
    }
}
