using System.Text.Json.Nodes;
using P2C2R.Cli.Inputs;
using P2C2R.Cli.Processes;
using P2C2R.Client;
using P2C2R.Protocol;
using P2C2R.Tests.Kernels.Pathfinding;

namespace P2C2R.Tests.EndToEnd;

/// <summary>Every query of every real map through a coordinator and three peers.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class SweepTests
{
    /// <summary>The scenario files print about six significant digits.</summary>
    private const double Tolerance = 0.006;

    /// <summary>Queries of each map, evenly spread, that are held against the exact reference search in every run; P2C2R_FULL_SWEEP=1 takes all, which takes some ten minutes.</summary>
    private static readonly int ReferenceQueries = Environment.GetEnvironmentVariable("P2C2R_FULL_SWEEP") == "1" ? int.MaxValue : 150;

    [Fact]
    public async Task Every_scenario_is_answered_as_published_and_as_on_this_machine()
    {
        var folder = RealData.Require("movingai");
        var stop = TestContext.Current.CancellationToken;
        await using var grid = await TestGrid.StartAsync(3, stop);
        await using var client = await grid.ConnectAsync("sweeper", stop);
        var scenarios = Directory.GetFiles(folder, "*.map.scen", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.True(scenarios.Count >= 15, $"only {scenarios.Count} scenarios in {folder}");
        foreach (var scenario in scenarios) await SweepAsync(client, scenario, Path.Combine(grid.Folder, "sweep"), stop);
        Assert.True(LedgerSums.AreBalanced(await grid.Processes.StatusAsync(stop)));
    }

    private static async Task SweepAsync(GridClient client, string scenario, string folder, CancellationToken stop)
    {
        var document = InputDocument.Read(scenario);
        using var outcome = await client.RunAsync(Kinds.Pathfinding, document.Bytes, document.Files, cancellation: stop);
        using var local = await LocalTask.RunAsync(Kinds.Pathfinding, document.Bytes, document.Files, cancellation: stop);
        Assert.True(outcome.Succeeded, $"{scenario}: {outcome.Message}");
        Assert.Equal((local.OutputHash, local.WorkUnits), (outcome.OutputHash, outcome.WorkUnits));
        outcome.Present(folder);
        var paths = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "paths.json"), stop))!["paths"]!.AsArray();
        var queries = File.ReadLines(scenario).Skip(1).Where(static l => l.Length > 0).Select(static l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(queries.Count, paths.Count);
        for (var i = 0; i < queries.Count; i++) AssertLength(scenario, i, Steps(paths[i]!), double.Parse(queries[i][8]));
        AssertExact(scenario[..^5], queries, paths);
    }

    private static void AssertLength(string scenario, int query, ExactLength found, double published) =>
        Assert.True(Math.Abs(found.Value - published) <= Tolerance, $"{scenario}, query {query}: {found.Value} and not {published}");

    private static void AssertExact(string map, List<string[]> queries, JsonArray paths)
    {
        var rows = File.ReadAllLines(map)[4..];
        var found = paths.Select(static p => Steps(p!)).ToArray();
        var every = Math.Max(1, queries.Count / ReferenceQueries);
        // One search a thread, each with arrays of its own.
        Parallel.ForEach(
            Enumerable.Range(0, queries.Count).Where(i => i % every == 0),
            () => new ReferenceAStar(rows),
            (i, _, reference) =>
            {
                Assert.Equal(reference.Length(int.Parse(queries[i][4]), int.Parse(queries[i][5]), int.Parse(queries[i][6]), int.Parse(queries[i][7])), found[i]);
                return reference;
            },
            static _ => { });
    }

    private static ExactLength Steps(JsonNode path) => new((int)path["straight_steps"]!, (int)path["diagonal_steps"]!);
}
