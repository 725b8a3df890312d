using System.Diagnostics;
using P2C2R.Kernels.Images;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Tiles;

public sealed class TiledMapTests
{
    private static readonly string Samples = Path.Combine(RepositoryRoot.Path, "samples", "ai_procedural_generation");

    [Theory]
    [InlineData("coast.json", "map", 46, 16)]
    [InlineData("garden.json", "map-0001", 9, 8)]
    [InlineData("town.json", "map", 7, 8)]
    public void Grid_map_and_picture_of_a_sample_say_the_same(string sample, string name, int tiles, int side)
    {
        using var run = Run(sample);
        var (map, grids) = (run.ReadJson(name + ".tmj"), run.ReadJson("maps.json"));
        var (width, height) = ((int)map["width"]!, (int)map["height"]!);
        var cells = map["layers"]![0]!["data"]!.AsArray().Select(static t => (int)t! - 1).ToArray();
        var rows = grids["variants"]!.AsArray()[^1]!["rows"]!.AsArray().SelectMany(static r => r!.AsArray().Select(static t => (int)t!));
        Assert.Equal(rows, cells);
        Assert.Equal(((int)grids["width"]! * (int)grids["height"]!, tiles), (cells.Length, grids["tiles"]!.AsArray().Count));
        Assert.Equal(grids["tiles"]!.AsArray().Select(static t => (string)t!), map["tilesets"]![0]!["tiles"]!.AsArray().Select(static t => (string)t!["type"]!));

        var atlas = PngReader.Read(run.Read("tiles.png"), "tiles.png", 4096);
        var picture = PngReader.Read(run.Read(name + ".png"), "map.png", 4096);
        var columns = (int)map["tilesets"]![0]!["columns"]!;
        Assert.Equal((width * side, height * side, columns * side), (picture.Width, picture.Height, atlas.Width));
        Assert.Equal(-1, FirstDifference(picture, (x, y) =>
        {
            var tile = cells[(y / side * width) + (x / side)];
            return atlas.Rgba((tile % columns * side) + (x % side), (tile / columns * side) + (y % side));
        }));
    }

    /// <summary>The editor's own renderer (Debian's package <c>tiled</c>) opens the maps and draws what we draw.</summary>
    [Theory]
    [InlineData("coast.json", "map", true)]
    [InlineData("town.json", "map", true)]
    [InlineData("dungeon.json", "dungeon", false)]
    public void Tiled_draws_the_same_picture(string sample, string name, bool isSame)
    {
        const string Rasterizer = "/usr/bin/tmxrasterizer";
        Assert.SkipUnless(File.Exists(Rasterizer), "needs tmxrasterizer (apt-get install tiled), which is not here");
        using var run = Run(sample);
        var start = new ProcessStartInfo(Rasterizer) { ArgumentList = { Path.Combine(run.Folder, name + ".tmj"), Path.Combine(run.Folder, "drawn.png") }, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["QT_QPA_PLATFORM"] = "offscreen";
        using var process = Process.Start(start)!;
        Assert.True(process.WaitForExit(60_000), "tmxrasterizer doesn't end");
        Assert.Equal(0, process.ExitCode);
        var (drawn, ours) = (PngReader.Read(run.Read("drawn.png"), "drawn.png", 4096), PngReader.Read(run.Read(name + ".png"), "ours.png", 4096));
        Assert.Equal((ours.Width, ours.Height), (drawn.Width, drawn.Height));
        if (isSame) Assert.Equal(-1, FirstDifference(ours, drawn.Rgba));
    }

    private static int FirstDifference(PngImage picture, Func<int, int, (byte R, byte G, byte B, byte A)> other)
    {
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            if (picture.Rgba(i % picture.Width, i / picture.Width) != other(i % picture.Width, i / picture.Width)) return i;
        }

        return -1;
    }

    private static KernelRun Run(string sample) => GeneratorRun.Of(File.ReadAllText(Path.Combine(Samples, sample)), new FilesIn(Samples));
}
