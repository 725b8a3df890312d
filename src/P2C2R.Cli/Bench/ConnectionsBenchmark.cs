using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Cli.Processes;

namespace P2C2R.Cli.Bench;

/// <summary>What connected idle peers cost the coordinator: memory, and speed of routing.</summary>
/// <param name="Count">Idle peers.</param>
/// <param name="Seconds">Of each measurement.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record ConnectionsBenchmark(int Count, double Seconds, string? Folder, bool Json)
{
    private const int PayloadBytes = 64;

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        DemandFiles(Count + 500);
        using var disk = Disk.Open(Folder);
        var port = OwnProgram.FreePort();
        using var grid = await GridContender.StartAsync("P2C2R", Path.Combine(disk.Folder, "grid"), PayloadBytes, port);
        await grid.MeasureAsync(RoutingBenchmark.Window, Seconds);
        var alone = await grid.MeasureAsync(RoutingBenchmark.Window, Seconds);
        var before = grid.Processes[0].ResidentBytes();
        stop.ThrowIfCancellationRequested();

        using var peers = await ChildProcess.StartServantAsync(
            OwnProgram.CommandLine("bench", "idle-peers", "--port", $"{port}", "--count", $"{Count}"), new Dictionary<string, string>(), TimeSpan.FromMinutes(3));
        var idle = grid.Processes[0].ResidentBytes();
        var crowded = await grid.MeasureAsync(RoutingBenchmark.Window, Seconds);
        // Long enough for every peer to have been silent, had its heartbeats not been heard.
        await Task.Delay(TimeSpan.FromSeconds(20), stop);
        var later = await grid.MeasureAsync(RoutingBenchmark.Window, Seconds);
        var connected = int.Parse(await peers.AskAsync("count", TimeSpan.FromSeconds(30)), CultureInfo.InvariantCulture);
        Report(connected, before, Math.Max(idle, grid.Processes[0].ResidentBytes()), alone, Score.Median([crowded.Rate, later.Rate]));
        return connected == Count ? ExitCodes.Done : ExitCodes.Internal;
    }

    private void Report(int connected, long before, long after, Measurement alone, double crowded)
    {
        const double MiB = 1 << 20;
        if (Json)
        {
            Console.WriteLine(new JsonObject
            {
                ["asked"] = Count,
                ["connected"] = connected,
                ["resident_mib_before"] = before / MiB,
                ["resident_mib"] = after / MiB,
                ["kib_per_connection"] = (after - before) / 1024.0 / Count,
                ["tasks_per_second_alone"] = alone.Rate,
                ["tasks_per_second"] = crowded,
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine($"{connected} of {Count} idle peers are connected");
        Console.WriteLine($"coordinator: {after / MiB:N0} MiB resident, {before / MiB:N0} MiB before they came, {(after - before) / 1024.0 / Count:N1} KiB each");
        Console.WriteLine($"routing: {crowded:N0} tasks/s with them, {alone.Rate:N0} without: {crowded / alone.Rate:P0}");
    }

    /// <summary>The runtime raises the soft limit of open files to the hard one; that one must be enough.</summary>
    private static void DemandFiles(int count)
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits)) return;
        var line = File.ReadLines(Limits).First(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        if (long.TryParse(hard, out var limit) && limit < count)
        {
            throw new IOException($"this machine allows {limit} open files a process, {count} are needed: raise the hard limit (ulimit -Hn {count} as root, or LimitNOFILE= of the service)");
        }
    }
}
