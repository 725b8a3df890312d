using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2C2R.Cli.Bench.Paths;

/// <summary>
/// Shortest paths on real maps, one thread, the same queries in turns: the kernel on prepared maps, a plain A* of our own, and the finders of
/// npm pathfinding; then a crowd. bench/README.md says how to read it.
/// </summary>
/// <param name="Data">Folder with the maps and scenarios of the Moving AI Lab.</param>
/// <param name="Maps">Maps in it.</param>
/// <param name="Queries">Queries of each, from the scenario's end.</param>
/// <param name="RivalQueries">How many of them the rivals answer.</param>
/// <param name="Rounds">How often each has its turn; of each query the fastest counts.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record PathfindingBenchmark(string Data, IReadOnlyList<string> Maps, int Queries, int RivalQueries, int Rounds, bool Json)
{
    /// <summary>Maps that are measured unless told otherwise.</summary>
    public const string DefaultMaps = "sc1/Aurora sc1/ArcticStation sc1/BigGameHunters sc1/TheFrozenSea dao/brc202d dao/den520d";

    private const double Tolerance = 0.006;
    private const string CrowdMap = "sc1/TheFrozenSea.map";
    private const string CrowdDocument = """{"map":"sc1/TheFrozenSea.map","goal":[500,500],"agents":{"count":100000,"seed":1}}""";
    private const int CrowdSize = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (!Directory.Exists(Data)) throw new IOException($"there are no maps in {Data}; say where they are with --data");
        using var rival = RivalQueries > 0 && NodeScripts.Find("pathfinding") is { } scripts
            ? await ChildProcess.StartServantAsync(scripts.Command("pathfinding.mjs"), new Dictionary<string, string>())
            : null;
        if (!Json && rival is null && RivalQueries > 0) Console.WriteLine("npm pathfinding: not installed; bench/README.md says how to get it");
        var results = new JsonArray();
        foreach (var map in Maps)
        {
            stop.ThrowIfCancellationRequested();
            var scores = await MeasureAsync(BenchScenario.Read(Data, map + ".map", Queries), rival);
            if (Json) results.Add(scores.ToJson());
            else scores.Print(Console.Out);
        }

        var crowd = File.Exists(Path.Combine(Data, CrowdMap)) ? MeasureCrowd() : null;
        if (Json) Console.WriteLine(JsonSerializer.Serialize(new JsonObject { ["maps"] = results, ["crowd"] = crowd }, Indented));
        return ExitCodes.Done;
    }

    private async Task<PathScores> MeasureAsync(BenchScenario scenario, ChildProcess? rival)
    {
        var run = new PreparedRun(scenario.ToDocument(), Data);
        var baseline = new GridAStar(scenario.Rows);
        var scores = new PathScores(scenario, run.FirstMs, run.FirstBytes);
        for (var round = 0; round < Rounds; round++)
        {
            var (items, _) = run.RunOthers();
            for (var i = 0; i < items.Count; i++) scores.Ours[i] = Math.Min(scores.Ours[i], items[i]);
            MeasureBaseline(baseline, scores, round == 0);
        }

        scores.BaselineExpanded = (double)baseline.Expanded / (Rounds * scenario.Queries.Length);
        if (rival is not null)
        {
            foreach (var finder in (string[])["npm A*", "npm jump point"]) scores.Rivals.Add((finder, await AskAsync(rival, scenario, finder, scores)));
        }

        CheckOurs(scores);
        return scores;
    }

    private static void MeasureBaseline(GridAStar baseline, PathScores scores, bool check)
    {
        var path = new List<int>();
        for (var i = 0; i < scores.Scenario.Queries.Length; i++)
        {
            var (startX, startY, goalX, goalY) = scores.Scenario.Queries[i];
            var start = Stopwatch.GetTimestamp();
            var length = baseline.Find(startX, startY, goalX, goalY, path);
            scores.Baseline[i] = Math.Min(scores.Baseline[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            if (check && Math.Abs(length - scores.Scenario.Lengths[i]) > Tolerance) scores.Mismatches++;
        }
    }

    private async Task<double[]> AskAsync(ChildProcess rival, BenchScenario scenario, string finder, PathScores scores)
    {
        var queries = scenario.Queries.TakeLast(RivalQueries).ToArray();
        var question = new JsonObject
        {
            ["map"] = Path.GetFullPath(Path.Combine(Data, scenario.Name)),
            ["finder"] = finder,
            ["queries"] = new JsonArray([.. queries.Select(static q => new JsonArray(q.StartX, q.StartY, q.GoalX, q.GoalY))]),
        };
        var answer = JsonNode.Parse(await rival.AskAsync(question.ToJsonString(), Patience))!;
        var lengths = answer["lengths"]!.AsArray().Select(static l => (double)l!).ToArray();
        scores.Mismatches += lengths.Where((l, i) => Math.Abs(l - scenario.Lengths[^(queries.Length - i)]) > Tolerance).Count();
        return [.. answer["micros"]!.AsArray().Select(static m => (double)m!)];
    }

    /// <summary>What was measured must have been the right answers: the same document once more, through merging.</summary>
    private void CheckOurs(PathScores scores)
    {
        var folder = Directory.CreateTempSubdirectory("p2c2r");
        try
        {
            using var outcome = Client.LocalTask.RunAsync(Protocol.Kinds.Pathfinding, scores.Scenario.ToDocument(), new Client.FolderFiles(Data), 1).GetAwaiter().GetResult();
            outcome.Present(folder.FullName);
            var paths = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "paths.json")))!["paths"]!.AsArray();
            scores.Mismatches += paths.Where((p, i) => Math.Abs((double)p!["distance"]! - scores.Scenario.Lengths[i]) > Tolerance).Count();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private JsonObject MeasureCrowd()
    {
        var (field, agents) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var run = new PreparedRun(Encoding.UTF8.GetBytes(CrowdDocument), Data);
            field = Math.Min(field, run.FirstMs);
            agents = Math.Min(agents, run.RunOthers().Microseconds / 1000);
        }

        var rate = CrowdSize / (field + agents) * 1000;
        if (!Json) Console.WriteLine($"crowd: {CrowdSize:N0} agents to one goal on {CrowdMap} (1,024 x 1,024): field {field:N0} ms, paths {agents:N0} ms, {rate:N0} agents/s");
        return new JsonObject { ["agents"] = CrowdSize, ["field_ms"] = field, ["paths_ms"] = agents, ["agents_per_second"] = rate };
    }
}
