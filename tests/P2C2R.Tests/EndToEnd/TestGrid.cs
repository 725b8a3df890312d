using P2C2R.Cli.Processes;
using P2C2R.Client;

namespace P2C2R.Tests.EndToEnd;

/// <summary>A coordinator and some peers as real processes, in a folder that is gone afterwards.</summary>
internal sealed class TestGrid : IAsyncDisposable
{
    private TestGrid(string folder)
    {
        Folder = folder;
        Processes = new LocalGrid(folder);
    }

    public string Folder { get; }

    public LocalGrid Processes { get; }

    public Dictionary<string, ChildProgram> Peers { get; } = [];

    public ChildProgram Coordinator { get; set; } = null!;

    public static async Task<TestGrid> StartAsync(int peers, CancellationToken stop, params string[] coordinatorOptions)
    {
        var grid = new TestGrid(Directory.CreateTempSubdirectory("p2c2r-test-").FullName);
        try
        {
            grid.Coordinator = await grid.Processes.StartCoordinatorAsync(stop, coordinatorOptions);
            for (var i = 1; i <= peers; i++) grid.Peers[$"peer_{i}"] = grid.Processes.StartPeer($"peer_{i}");
            await grid.Processes.WaitForPeersAsync(peers, stop);
            return grid;
        }
        catch
        {
            await grid.DisposeAsync();
            throw;
        }
    }

    public Task<GridClient> ConnectAsync(string name, CancellationToken stop) =>
        GridClient.ConnectAsync(new GridClientOptions { Coordinator = Processes.Coordinator, Name = name, StateFolder = Processes.GamerState }, stop);

    /// <summary>Runs a gamer's command to its end.</summary>
    public Task<ProgramRun> RunAsync(string gamer, string command, params string[] more) => ProgramRun.ToEndAsync([command, .. Processes.GamerOptions(gamer), .. more]);

    /// <summary>An input document in the grid's folder.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await Processes.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
