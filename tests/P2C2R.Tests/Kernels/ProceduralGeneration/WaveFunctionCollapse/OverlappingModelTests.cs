using System.Text.Json.Nodes;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>Every N x N window of a map stands in the sample, in one of the forms that count.</summary>
public sealed class OverlappingModelTests
{
    [Theory]
    [InlineData(2, 1, false, false)]
    [InlineData(3, 8, true, true)]
    [InlineData(3, 2, false, true)]
    [InlineData(3, 4, true, false)]
    [InlineData(4, 8, true, false)]
    [InlineData(5, 1, true, true)]
    public void Every_window_of_a_map_is_a_piece_of_the_sample(int side, int symmetry, bool samplePeriodic, bool periodic)
    {
        var random = new Random(side + symmetry);
        var solved = 0;
        for (var round = 0; round < 12; round++)
        {
            var sample = RandomSample(random);
            var (width, height) = (random.Next(side, 30), random.Next(side, 30));
            using var run = GeneratorRun.Of(Document(sample, side, symmetry, samplePeriodic, periodic, width, height, round));
            var variant = run.ReadJson("maps.json")["variants"]![0]!;
            if (variant["rows"] is null) continue;
            solved++;
            var names = run.ReadJson("maps.json")["tiles"]!.AsArray().Select(static n => (string)n!).ToArray();
            var map = variant["rows"]!.AsArray().Select(r => string.Concat(r!.AsArray().Select(t => names[(int)t!] == "#000000" ? '#' : names[(int)t!] == "#ffffff" ? '.' : '~'))).ToArray();
            Assert.Equal((width, height), (map[0].Length, map.Length));
            var pieces = Pieces(sample, side, samplePeriodic).SelectMany(p => Forms(p, symmetry)).ToHashSet();
            Assert.All(Pieces(map, side, periodic), piece => Assert.Contains(piece, pieces));
        }

        Assert.InRange(solved, 3, 12);
    }

    [Fact]
    public void Pinned_colours_are_kept_also_where_the_map_wraps_around()
    {
        string[] sample = ["........", ".######.", ".#....#.", ".#.##.#.", ".#.##.#.", ".#....#.", ".######.", "........"];
        const string pins = """[{"x":0,"y":0,"width":4,"height":1,"colors":["#"]},{"x":15,"y":19,"colors":["#ffffff"]}]""";
        foreach (var periodic in (bool[])[true, false])
        {
            var document = JsonNode.Parse(Document(sample, 3, 8, true, periodic, 16, 20, 3))!;
            document["pins"] = JsonNode.Parse(pins);
            using var run = GeneratorRun.Of(document.ToJsonString());
            var rows = run.ReadJson("maps.json")["variants"]![0]!["rows"]!.AsArray();
            var names = run.ReadJson("maps.json")["tiles"]!.AsArray();
            for (var x = 0; x < 4; x++) Assert.Equal("#000000", (string)names[(int)rows[0]![x]!]!);
            Assert.Equal("#ffffff", (string)names[(int)rows[19]![15]!]!);
        }
    }

    private static string Document(string[] sample, int side, int symmetry, bool samplePeriodic, bool periodic, int width, int height, int seed) => new JsonObject
    {
        ["generator"] = "wave_function_collapse",
        ["seed"] = seed,
        ["width"] = width,
        ["height"] = height,
        ["periodic"] = periodic,
        ["backtracks"] = 2000,
        ["sample"] = new JsonArray([.. sample.Select(static r => (JsonNode)r)]),
        ["pattern"] = side,
        ["symmetry"] = symmetry,
        ["sample_periodic"] = samplePeriodic,
        ["colors"] = new JsonObject { ["#"] = "#000000", ["."] = "#FFFFFF", ["~"] = "#0000ff" },
    }.ToJsonString();

    /// <summary>Some rectangles on a ground, so that there is something to be continued.</summary>
    private static string[] RandomSample(Random random)
    {
        var (width, height) = (random.Next(7, 14), random.Next(7, 14));
        var cells = Enumerable.Range(0, height).Select(_ => Enumerable.Repeat('.', width).ToArray()).ToArray();
        for (var i = 0; i < 3; i++)
        {
            var (left, top) = (random.Next(width - 2), random.Next(height - 2));
            for (var y = top; y < Math.Min(height, top + 4); y++)
            {
                for (var x = left; x < Math.Min(width, left + 3); x++) cells[y][x] = i == 0 ? '~' : '#';
            }
        }

        return [.. cells.Select(static row => new string(row))];
    }

    private static IEnumerable<string> Pieces(string[] grid, int side, bool periodic)
    {
        var margin = periodic ? 0 : side - 1;
        for (var y = 0; y < grid.Length - margin; y++)
        {
            for (var x = 0; x < grid[0].Length - margin; x++)
            {
                yield return string.Join('\n', Enumerable.Range(y, side).Select(j => string.Concat(Enumerable.Range(x, side).Select(i => grid[j % grid.Length][i % grid[0].Length]))));
            }
        }
    }

    /// <summary>The piece; mirrored; turned to the right and that mirrored; and so on.</summary>
    private static IEnumerable<string> Forms(string piece, int symmetry)
    {
        for (var form = 0; form < symmetry; form++)
        {
            var rows = piece.Split('\n');
            for (var turn = 0; turn < form / 2; turn++) rows = [.. Enumerable.Range(0, rows.Length).Select(x => string.Concat(rows.Reverse().Select(r => r[x])))];
            yield return string.Join('\n', form % 2 == 0 ? rows : rows.Select(static r => string.Concat(r.Reverse())));
        }
    }
}
