using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Cli.Processes;

namespace P2C2R.Cli.Bench;

/// <summary>Whether stored tasks slow routing or a restart: a grid with a full database and one with an empty one, in turns.</summary>
/// <param name="Tasks">Stored tasks.</param>
/// <param name="Seconds">Of each measurement.</param>
/// <param name="Rounds">Pairs of measurements.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record HistoryBenchmark(int Tasks, double Seconds, int Rounds, string? Folder, bool Json)
{
    private const int PayloadBytes = 64;

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        var filled = Path.Combine(disk.Folder, "filled");
        var fill = Stopwatch.StartNew();
        GridContender.Fill(filled, Tasks);
        fill.Stop();
        var restart = await TimeStartAsync(filled);
        var start = await TimeStartAsync(Path.Combine(disk.Folder, "empty"));

        using var full = await GridContender.StartAsync("full", filled, PayloadBytes, OwnProgram.FreePort());
        using var empty = await GridContender.StartAsync("empty", Path.Combine(disk.Folder, "empty"), PayloadBytes, OwnProgram.FreePort());
        Score[] scores = [new(empty), new(full)];
        for (var round = 0; round <= Rounds; round++)
        {
            // Who goes first changes, so that neither always meets the other's checkpoints.
            foreach (var score in round % 2 == 0 ? scores : scores.Reverse())
            {
                stop.ThrowIfCancellationRequested();
                var measurement = await score.Contender.MeasureAsync(RoutingBenchmark.Window, Seconds);
                if (round > 0) score.Rates.Add(measurement);
            }
        }

        Report(fill.Elapsed, start, restart, scores);
        return ExitCodes.Done;
    }

    private static async Task<TimeSpan> TimeStartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var clock = Stopwatch.StartNew();
        var port = OwnProgram.FreePort();
        using var coordinator = await GridContender.StartCoordinatorAsync(folder, port);
        await GridContender.StatusAsync(port);
        return clock.Elapsed;
    }

    private void Report(TimeSpan fill, TimeSpan start, TimeSpan restart, Score[] scores)
    {
        var ratio = Score.Median(scores[1].Rates.Zip(scores[0].Rates, (full, empty) => full.Rate / empty.Rate));
        if (Json)
        {
            Console.WriteLine(new JsonObject
            {
                ["stored_tasks"] = Tasks,
                ["tasks_per_second_empty"] = scores[0].Rate,
                ["tasks_per_second_full"] = scores[1].Rate,
                ["median_ratio"] = ratio,
                ["start_seconds_empty"] = start.TotalSeconds,
                ["start_seconds_full"] = restart.TotalSeconds,
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine($"{Tasks:N0} tasks stored in {fill.TotalSeconds:N0} s, through the state core, without a network");
        Console.WriteLine($"routing: {scores[1].Rate:N0} tasks/s with them, {scores[0].Rate:N0} with none; median of {Rounds} paired ratios {ratio:N3}");
        Console.WriteLine($"start: {restart.TotalSeconds:N2} s with them, {start.TotalSeconds:N2} s with none, from process start to an answered status request");
    }
}
