using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>Solutions against rules worked out from the document alone, and against a search of all maps where there are few.</summary>
public sealed class TiledModelTests
{
    [Fact]
    public void Neighbours_always_fit_whatever_the_tiles()
    {
        var random = new Random(11);
        var solved = 0;
        for (var round = 0; round < 150; round++)
        {
            var tiles = RandomTiles(random, random.Next(2, 7), random.Next(2, 4));
            var (width, height, periodic) = (random.Next(1, 20), random.Next(1, 20), random.Next(2) == 0);
            using var run = GeneratorRun.Of(Document(tiles, width, height, periodic, round, 300));
            if (Rows(run) is not { } rows) continue;
            solved++;
            var names = run.ReadJson("maps.json")["tiles"]!.AsArray().Select(static n => (string)n!).ToArray();
            CheckFits(tiles, names, rows, width, height, periodic);
        }

        Assert.InRange(solved, 75, 150);
    }

    [Fact]
    public void What_is_called_impossible_is_impossible_and_what_is_not_is_solved()
    {
        var random = new Random(12);
        var (solved, impossible) = (0, 0);
        for (var round = 0; round < 300; round++)
        {
            var tiles = RandomTiles(random, random.Next(2, 4), 2);
            var (width, height, periodic) = (random.Next(1, 4), random.Next(1, 3), random.Next(2) == 0);
            using var run = GeneratorRun.Of(Document(tiles, width, height, periodic, round, 1_000_000));
            var exists = HasSolution(tiles, new string?[width * height], 0, width, height, periodic);
            Assert.Equal(exists ? 1 : 0, (int)run.Presentation.Figures["solved"]!);
            Assert.Equal(exists ? 0 : 1, (int)run.Presentation.Figures["impossible"]!);
            (solved, impossible) = exists ? (solved + 1, impossible) : (solved, impossible + 1);
        }

        Assert.True(solved > 50 && impossible > 30, $"{solved} solved, {impossible} impossible");
    }

    [Fact]
    public void Pins_are_kept_and_contradicting_ones_are_a_result()
    {
        const string tiles = """[{"name":"sea","edges":["s","s","s","s"],"weight":5},{"name":"land","edges":["l","l","l","l"]},{"name":"coast","symmetry":"T","edges":["l","sl","s","ls"]},{"name":"cape","symmetry":"L","edges":["sl","ls","s","s"]},{"name":"bay","symmetry":"L","edges":["l","l","ls","sl"]}]""";
        const string good = """{"x":3,"y":4,"width":5,"height":3,"tiles":["land"]},{"x":0,"y":0,"width":20,"tiles":["sea","coast/2"]}""";
        using var run = GeneratorRun.Of($$"""{"generator":"wave_function_collapse","seed":5,"width":20,"height":15,"tiles":{{tiles}},"pins":[{{good}}]}""");
        var rows = Rows(run)!;
        var names = run.ReadJson("maps.json")["tiles"]!.AsArray().Select(static n => (string)n!).ToArray();
        for (var y = 4; y < 7; y++) Assert.All(rows[y][3..8], t => Assert.Equal("land", names[t]));
        Assert.All(rows[0], t => Assert.Contains(names[t], (string[])["sea", "coast/2"]));

        const string bad = """{"x":3,"y":4,"tiles":["land"]},{"x":4,"y":4,"tiles":["sea"]}""";
        using var none = GeneratorRun.Of($$"""{"generator":"wave_function_collapse","seed":5,"width":20,"height":15,"tiles":{{tiles}},"pins":[{{bad}}]}""");
        Assert.Equal((0, 1), ((int)none.Presentation.Figures["solved"]!, (int)none.Presentation.Figures["impossible"]!));
        Assert.Contains("contradict", none.Presentation.Lines[1], StringComparison.Ordinal);
        Assert.Equal(["maps.json"], none.Presentation.Files);
    }

    [Fact]
    public void A_search_that_may_not_backtrack_gives_up()
    {
        var random = new Random(13);
        var outcomes = new HashSet<string>();
        for (var round = 0; round < 40; round++)
        {
            using var run = GeneratorRun.Of(Document(RandomTiles(random, 4, 3), 12, 12, true, round, 0));
            outcomes.Add((string)run.ReadJson("maps.json")["variants"]![0]!["status"]!);
            Assert.Equal(0, (long)run.Presentation.Figures["backtracks"]!);
        }

        Assert.Contains("gave_up", outcomes);
        Assert.Contains("solved", outcomes);
    }

    private static int[][]? Rows(KernelRun run) =>
        run.ReadJson("maps.json")["variants"]![0]!["rows"]?.AsArray().Select(static r => r!.AsArray().Select(static t => (int)t!).ToArray()).ToArray();

    /// <summary>Tiles without symmetry, so that all eight forms count, with labels of two letters.</summary>
    private static List<string[]> RandomTiles(Random random, int count, int letters)
    {
        string Label() => string.Concat(Enumerable.Range(0, 2).Select(_ => (char)('a' + random.Next(letters))));
        return [.. Enumerable.Range(0, count).Select(_ => (string[])[Label(), Label(), Label(), Label()])];
    }

    private static string Document(List<string[]> tiles, int width, int height, bool periodic, int seed, int backtracks)
    {
        var list = tiles.Select((edges, i) => $$"""{"name":"t{{i}}","symmetry":"F","weight":{{i + 1}},"edges":{{JsonSerializer.Serialize(edges)}}}""");
        return new JsonObject
        {
            ["generator"] = "wave_function_collapse",
            ["seed"] = seed,
            ["width"] = width,
            ["height"] = height,
            ["periodic"] = periodic,
            ["backtracks"] = backtracks,
            ["tiles"] = JsonNode.Parse($"[{string.Join(',', list)}]"),
        }.ToJsonString();
    }

    /// <summary>The label of a side (0 north, clockwise) in one of the eight forms, as a letter for each end: worked out end by end.</summary>
    private static (char First, char Second) Side(string[] edges, int form, int side)
    {
        // The forms from 4 on are mirrored first: what was read from left to right is read the other way, east and west change places.
        var turned = (side - (form % 4) + 4) % 4;
        if (form < 4) return (edges[turned][0], edges[turned][1]);
        var original = turned is 1 or 3 ? 4 - turned : turned;
        return (edges[original][1], edges[original][0]);
    }

    private static void CheckFits(List<string[]> tiles, string[] names, int[][] rows, int width, int height, bool periodic)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (x + 1 < width || periodic) AssertFit(tiles, names[rows[y][x]], 1, names[rows[y][(x + 1) % width]]);
                if (y + 1 < height || periodic) AssertFit(tiles, names[rows[y][x]], 2, names[rows[(y + 1) % height][x]]);
            }
        }
    }

    private static void AssertFit(List<string[]> tiles, string one, int side, string other) => Assert.True(Fit(tiles, one, side, other), $"{one} and {other} at side {side}");

    private static bool Fit(List<string[]> tiles, string one, int side, string other)
    {
        var (a, b) = (Parse(one), Parse(other));
        var (mine, theirs) = (Side(tiles[a.Tile], a.Form, side), Side(tiles[b.Tile], b.Form, (side + 2) % 4));
        return mine == (theirs.Second, theirs.First);
    }

    private static (int Tile, int Form) Parse(string name)
    {
        var parts = name[1..].Split('/');
        return (int.Parse(parts[0]), int.Parse(parts[1]));
    }

    private static bool HasSolution(List<string[]> tiles, string?[] cells, int at, int width, int height, bool periodic)
    {
        if (at == cells.Length) return true;
        for (var i = 0; i < tiles.Count * 8; i++)
        {
            cells[at] = $"t{i / 8}/{i % 8}";
            if (FitsSoFar(tiles, cells, at, width, height, periodic) && HasSolution(tiles, cells, at + 1, width, height, periodic)) return true;
        }

        cells[at] = null;
        return false;
    }

    private static bool FitsSoFar(List<string[]> tiles, string?[] cells, int at, int width, int height, bool periodic)
    {
        var (x, y) = (at % width, at / width);
        (int X, int Y, int Side)[] around = [(x + 1, y, 1), (x, y + 1, 2), (x - 1, y, 3), (x, y - 1, 0)];
        foreach (var (nextX, nextY, side) in around)
        {
            if (!periodic && (nextX < 0 || nextX >= width || nextY < 0 || nextY >= height)) continue;
            var next = ((nextY + height) % height * width) + ((nextX + width) % width);
            if (next <= at && !Fit(tiles, cells[at]!, side, cells[next]!)) return false;
        }

        return true;
    }
}
