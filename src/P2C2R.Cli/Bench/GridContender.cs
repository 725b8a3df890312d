using System.Text.Json;
using P2C2R.Cli.Processes;
using P2C2R.Coordinator.Storage;

namespace P2C2R.Cli.Bench;

/// <summary>Starts a whole grid: coordinator, one peer with its worker process, one load generator.</summary>
internal static class GridContender
{
    private const string DatabaseName = "p2c2r_cloud.db";

    /// <summary>Starts all of it.</summary>
    /// <param name="name">What it is called in reports.</param>
    /// <param name="folder">Gets the database and the peer's files.</param>
    /// <param name="payloadBytes">Bytes of payload of each task.</param>
    /// <param name="port">A free port.</param>
    public static async Task<Contender> StartAsync(string name, string folder, int payloadBytes, int port)
    {
        Directory.CreateDirectory(folder);
        List<ChildProcess> started = [];
        try
        {
            started.Add(await StartCoordinatorAsync(folder, port));
            started.Add(StartPeer(folder, port));
            started.Add(await ChildProcess.StartServantAsync(
                OwnProgram.CommandLine("bench", "load", "--port", $"{port}", "--payload", $"{payloadBytes}"), new Dictionary<string, string>()));
            return new Contender(name, "task, result, attempt and money on disk", started);
        }
        catch
        {
            foreach (var process in started) process.Dispose();
            throw;
        }
    }

    /// <summary>Starts a coordinator with the cache off and waits until it listens.</summary>
    public static async Task<ChildProcess> StartCoordinatorAsync(string folder, int port)
    {
        var server = ChildProcess.StartServer(OwnProgram.CommandLine(
            "cloud", "--listen", $"127.0.0.1:{port}", "--db", Path.Combine(folder, DatabaseName), "--cache-hours", "0", "--max-connections-per-address", "20000", "--quiet"));
        try
        {
            return await server.ListensAsync(port);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>What the coordinator's status page says.</summary>
    public static async Task<JsonElement> StatusAsync(int port)
    {
        using var http = new HttpClient();
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api/v1/status")));
        return document.RootElement.Clone();
    }

    /// <summary>Fills a new database with ended tasks.</summary>
    public static void Fill(string folder, int tasks)
    {
        Directory.CreateDirectory(folder);
        using var storage = new GridStorage(new StorageOptions { Path = Path.Combine(folder, DatabaseName) });
        HistoryFiller.Fill(storage, tasks, () => storage.Checkpoint());
    }

    private static ChildProcess StartPeer(string folder, int port) =>
        ChildProcess.StartServer(OwnProgram.CommandLine("peer", "--coordinator", $"http://127.0.0.1:{port}", "--name", "bench_peer", "--slots", "1", "--state", Path.Combine(folder, "peer")));
}
