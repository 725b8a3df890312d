using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Cli.Inputs;
using P2C2R.Cli.Processes;
using P2C2R.Client;

namespace P2C2R.Cli.Bench.Scaling;

/// <summary>One big task over 1, 2 and 4 peers of one slot each, with a grid of real processes for each of them; the bytes must be the same.</summary>
/// <param name="Scaled">The task.</param>
/// <param name="Peers">How many peers, run by run.</param>
/// <param name="Rounds">How often each number of peers has its turn.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record ScalingBenchmark(ScalingTask Scaled, IReadOnlyList<int> Peers, int Rounds, string? Folder, bool Json)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        var runs = new List<(int Peers, double Seconds, string Hash)>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var peers in Peers)
            {
                runs.Add(await RunAsync(peers, Path.Combine(disk.Folder, $"{round}-{peers}"), stop));
                if (!Json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peers} peers: {runs[^1].Seconds:0.0} s, output {runs[^1].Hash[..16]}"));
            }
        }

        if (Scaled.IsCheckedLocally) runs.Add(await RunLocallyAsync(disk.Folder, stop));
        if (runs.Select(static r => r.Hash).Distinct().Count() != 1) throw new IOException("the outputs are not the same bytes");
        Report(runs);
        return ExitCodes.Done;
    }

    private async Task<(int Peers, double Seconds, string Hash)> RunAsync(int peers, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        await using var grid = new LocalGrid(folder);
        await grid.StartCoordinatorAsync(stop);
        for (var i = 1; i <= peers; i++) grid.StartPeer($"peer-{i}");
        await grid.WaitForPeersAsync(peers, stop);

        // Compiles the kernel in every worker.
        await SubmitAsync(grid, folder, "warm-up", Scaled.WarmUp, stop);
        var summary = await SubmitAsync(grid, folder, "task", Scaled.Document, stop);
        return (peers, (double)summary["latency_ms"]! / 1000, (string)summary["output_sha256"]!);
    }

    /// <summary>The same task on this machine, without a grid; 0 stands for its peers.</summary>
    private async Task<(int Peers, double Seconds, string Hash)> RunLocallyAsync(string folder, CancellationToken stop)
    {
        var input = Write(folder, "local", Scaled.Document);
        var document = InputDocument.Read(input);
        using var outcome = await LocalTask.RunAsync(Scaled.Kind, document.Bytes, document.Files, cancellation: stop);
        return outcome.Succeeded ? (0, outcome.Latency.TotalSeconds, outcome.OutputHash.ToString()) : throw new IOException($"the task failed: {outcome.Message}");
    }

    private string Write(string folder, string name, string document)
    {
        var input = Path.Combine(folder, name + ".json");
        File.WriteAllText(input, document);
        foreach (var file in Scaled.Files) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return input;
    }

    private async Task<JsonNode> SubmitAsync(LocalGrid grid, string folder, string name, string document, CancellationToken stop)
    {
        var input = Write(folder, name, document);
        var gamer = grid.StartGamer("gamer", "submit", Scaled.Kind, "--input", input, "--out", Path.Combine(folder, name), "--json");
        var exit = await gamer.WaitForExitAsync(Patience, stop);
        if (exit != ExitCodes.Done) throw new IOException($"the task failed:\n{gamer.LastWords()}");
        var lines = gamer.Lines.SkipWhile(static l => l != "{").ToList();
        return JsonNode.Parse(string.Join('\n', lines.Take(lines.FindLastIndex(static l => l == "}") + 1))) ?? throw new IOException("the summary is empty");
    }

    private void Report(List<(int Peers, double Seconds, string Hash)> runs)
    {
        var rows = Peers.Select(peers => (Peers: peers, Seconds: Score.Median(runs.Where(r => r.Peers == peers).Select(static r => r.Seconds)))).ToList();
        if (Json)
        {
            var array = new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject { ["peers"] = row.Peers, ["seconds"] = row.Seconds, ["speed_up"] = rows[0].Seconds / row.Seconds })]);
            Console.WriteLine(new JsonObject { ["size"] = Scaled.Size, ["output_sha256"] = runs[0].Hash, ["runs"] = array }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine($"{Scaled.Title}, {Environment.ProcessorCount} cores for all processes; the same bytes each time");
        foreach (var (peers, seconds) in rows) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peers,3} peers {seconds,8:0.0} s   {rows[0].Seconds / seconds:0.00} x"));
    }
}
