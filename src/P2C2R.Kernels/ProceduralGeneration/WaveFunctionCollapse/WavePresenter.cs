using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>Makes pictures, Tiled maps, the atlas and <c>maps.json</c> from the variants; docs/kernels/procedural-generation.md describes them.</summary>
internal static class WavePresenter
{
    private const string GridsFile = "maps.json";
    private const string AtlasFile = "tiles.png";
    private const int FlushBytes = 1 << 20;

    /// <summary>Presents.</summary>
    public static Presentation Present(PlannedWave wave, Stream canonical, string directory)
    {
        var answers = ReadAnswers(wave, canonical);
        var files = new List<string> { GridsFile };
        using (var file = File.Create(Path.Combine(directory, GridsFile))) WriteGrids(wave, answers, file);
        if (answers.Exists(static a => a.Status == WaveStatus.Solved))
        {
            using var file = File.Create(Path.Combine(directory, AtlasFile));
            wave.Document.Model.Tiles.WriteAtlas(file);
            files.Add(AtlasFile);
        }

        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].Status == WaveStatus.Solved) WriteMap(wave, answers[i], answers.Count == 1 ? "map" : $"map-{i:D4}", directory, files);
        }

        return new Presentation(Lines(wave, answers), files, Figures(wave, answers));
    }

    private static List<WaveAnswer> ReadAnswers(PlannedWave wave, Stream canonical)
    {
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var answers = new List<WaveAnswer>();
        if (!WaveAnswerFormat.TryRead(memory.GetBuffer().AsSpan(0, (int)memory.Length), wave.Problem, answers)) throw new ArgumentException("not a merged output of this generator", nameof(canonical));
        return answers;
    }

    private static void WriteMap(PlannedWave wave, WaveAnswer answer, string name, string directory, List<string> files)
    {
        var (document, tiles) = (wave.Document, ToTiles(wave, answer));
        using (var file = File.Create(Path.Combine(directory, name + ".png"))) document.Model.Tiles.WritePicture(tiles, document.Width, document.Height, file);
        using (var file = File.Create(Path.Combine(directory, name + ".tmj"))) new TiledMap(document.Model.Tiles, AtlasFile).Write(file, document.Width, document.Height, tiles, []);
        files.AddRange([name + ".png", name + ".tmj"]);
    }

    /// <summary>The tile of every place of the map; beyond the last cell it is that of the last cell's pattern.</summary>
    private static int[] ToTiles(PlannedWave wave, WaveAnswer answer)
    {
        var (document, problem) = (wave.Document, wave.Problem);
        var tiles = new int[document.Width * document.Height];
        for (var i = 0; i < tiles.Length; i++)
        {
            var (x, y) = (i % document.Width, i / document.Width);
            var (cellX, cellY) = (Math.Min(x, problem.Width - 1), Math.Min(y, problem.Height - 1));
            tiles[i] = document.Model.TileOf(answer.Patterns[(cellY * problem.Width) + cellX], x - cellX, y - cellY);
        }

        return tiles;
    }

    private static void WriteGrids(PlannedWave wave, List<WaveAnswer> answers, Stream file)
    {
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteNumber("width", wave.Document.Width);
        json.WriteNumber("height", wave.Document.Height);
        json.WriteStartArray("tiles");
        foreach (var name in wave.Document.Model.Tiles.Names) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("variants");
        foreach (var answer in answers) WriteGrid(wave, answer, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGrid(PlannedWave wave, WaveAnswer answer, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", Name(answer.Status));
        json.WriteNumber("backtracks", answer.Backtracks);
        if (answer.Status == WaveStatus.Solved)
        {
            var tiles = ToTiles(wave, answer);
            json.WriteStartArray("rows");
            for (var y = 0; y < wave.Document.Height; y++)
            {
                json.WriteStartArray();
                for (var x = 0; x < wave.Document.Width; x++) json.WriteNumberValue(tiles[(y * wave.Document.Width) + x]);
                json.WriteEndArray();
                if (json.BytesPending > FlushBytes) json.Flush();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStartArray("contradiction");
            json.WriteNumberValue(answer.Contradiction % wave.Problem.Width);
            json.WriteNumberValue(answer.Contradiction / wave.Problem.Width);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static List<string> Lines(PlannedWave wave, List<WaveAnswer> answers)
    {
        var solved = answers.Count(static a => a.Status == WaveStatus.Solved);
        var lines = new List<string>
        {
            $"{solved} of {answers.Count} maps of {wave.Document.Width} x {wave.Document.Height} made from {wave.Problem.Rules.Count} patterns, {answers.Sum(static a => (long)a.Backtracks)} decisions undone",
        };
        if (answers.Exists(static a => a.Status == WaveStatus.Impossible)) lines.Add("the rules and pins contradict each other: there is no such map; change pins, size or tiles");
        var gaveUp = answers.Count(static a => a.Status == WaveStatus.GaveUp);
        if (gaveUp > 0) lines.Add($"{gaveUp} gave up after {wave.Problem.MaxBacktracks} backtracks; allow more \"backtracks\", or try another seed");
        return lines;
    }

    private static JsonObject Figures(PlannedWave wave, List<WaveAnswer> answers) => new()
    {
        ["variants"] = answers.Count,
        ["solved"] = answers.Count(static a => a.Status == WaveStatus.Solved),
        ["impossible"] = answers.Count(static a => a.Status == WaveStatus.Impossible),
        ["gave_up"] = answers.Count(static a => a.Status == WaveStatus.GaveUp),
        ["backtracks"] = answers.Sum(static a => (long)a.Backtracks),
        ["patterns"] = wave.Problem.Rules.Count,
        ["width"] = wave.Document.Width,
        ["height"] = wave.Document.Height,
    };

    private static string Name(WaveStatus status) => status switch
    {
        WaveStatus.Solved => "solved",
        WaveStatus.Impossible => "impossible",
        _ => "gave_up",
    };
}
