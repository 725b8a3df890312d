using System.Text.Json;
using P2C2R.Cli.Processes;

namespace P2C2R.Cli.Bench;

/// <summary>Tasks a second and latency of the grid and its rivals, measured in turns in the same run.</summary>
/// <param name="Seconds">Of each measurement.</param>
/// <param name="Rounds">Of turns.</param>
/// <param name="PayloadBytes">Of each task.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
/// <param name="Rivals">Whether to run the rivals.</param>
internal sealed record RoutingBenchmark(double Seconds, int Rounds, int PayloadBytes, string? Folder, bool Json, bool Rivals)
{
    /// <summary>Tasks in flight for the rate.</summary>
    public const int Window = 256;

    /// <summary>Least time before the first round: all contenders are compiled just in time.</summary>
    private const double WarmUpSeconds = 5;

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        List<string> missing = [];
        List<Contender> contenders = [];
        try
        {
            var port = OwnProgram.FreePort();
            contenders.Add(await GridContender.StartAsync("P2C2R", Path.Combine(disk.Folder, "grid"), PayloadBytes, port));
            if (Rivals) contenders.AddRange(await P2C2R.Cli.Bench.Rivals.StartAsync(disk.Folder, PayloadBytes, missing));
            var scores = contenders.ConvertAll(c => new Score(c));
            var report = new RoutingReport(disk.Describe(), this, scores, missing);
            await TakeTurnsAsync(scores, report, disk, port, stop);
            if (Json) Console.WriteLine(JsonSerializer.Serialize(report.ToJson(), Indented));
            else report.Print(Console.Out);
            return ExitCodes.Done;
        }
        finally
        {
            foreach (var contender in contenders) contender.Dispose();
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private async Task TakeTurnsAsync(List<Score> scores, RoutingReport report, Disk disk, int port, CancellationToken stop)
    {
        foreach (var score in scores)
        {
            Progress($"warming up {score.Contender.Name}");
            await score.Contender.MeasureAsync(Window, Math.Max(WarmUpSeconds, Seconds));
        }

        for (var round = 1; round <= Rounds; round++)
        {
            report.Syncs.Add(disk.MeasureSync());
            foreach (var score in scores)
            {
                stop.ThrowIfCancellationRequested();
                Progress($"round {round} of {Rounds}: {score.Contender.Name}");
                var isGrid = score == scores[0];
                var before = isGrid ? await CommitCounts.ReadAsync(port) : null;
                score.Rates.Add(await score.Contender.MeasureAsync(Window, Seconds));
                if (isGrid) report.Commits.Add((await CommitCounts.ReadAsync(port)).Since(before!));
                score.Latencies.Add(await score.Contender.MeasureAsync(1, Seconds));
            }
        }

        Progress("");
    }

    private static void Progress(string text)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r\e[K{text}");
    }
}
