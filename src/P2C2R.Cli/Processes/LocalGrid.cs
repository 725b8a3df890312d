using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace P2C2R.Cli.Processes;

/// <summary>A whole grid on this machine as real processes, in a folder of its own: for the demo and for tests. Disposing kills all of it.</summary>
/// <param name="folder">Gets databases, tokens and logs; created.</param>
internal sealed class LocalGrid(string folder) : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly List<ChildProgram> _programs = [];
    private readonly int _port = OwnProgram.FreePort();

    /// <summary>The coordinator's address.</summary>
    public string Coordinator => $"ws://127.0.0.1:{_port}";

    /// <summary>The coordinator's database.</summary>
    public string Database => Path.Combine(folder, "p2c2r_cloud.db");

    /// <summary>Where the programs' logs lie.</summary>
    public string LogFolder => Path.Combine(folder, "logs");

    /// <summary>Starts the coordinator, again on the same port and database, and waits until it is healthy.</summary>
    public async Task<ChildProgram> StartCoordinatorAsync(CancellationToken stop, params string[] more)
    {
        Directory.CreateDirectory(LogFolder);
        var program = Start("coordinator", ["cloud", "--listen", $"127.0.0.1:{_port}", "--db", Database, .. more]);
        await WaitAsync("the coordinator is healthy", async () => program.HasExited ? throw new IOException($"the coordinator ended:\n{program.LastWords()}") : await IsHealthyAsync(stop), StartPatience, stop);
        return program;
    }

    /// <summary>Starts a peer; it is the same account whenever it has the same name.</summary>
    public ChildProgram StartPeer(string name, params string[] more) =>
        Start(name, ["peer", "--coordinator", Coordinator, "--name", name, "--slots", "1", "--json", "--state", Path.Combine(folder, name), .. more]);

    /// <summary>Starts a gamer's command; it is the same account whenever it has the same name.</summary>
    public ChildProgram StartGamer(string name, string command, params string[] more) =>
        Start(name, [command, .. GamerOptions(name), .. more]);

    /// <summary>The options of a gamer's commands.</summary>
    public string[] GamerOptions(string name) => ["--coordinator", Coordinator, "--name", name, "--state", GamerState];

    /// <summary>Where gamers keep their tokens.</summary>
    public string GamerState => Path.Combine(folder, "gamers");

    /// <summary>What <c>/api/v1/status</c> says to its operator.</summary>
    public async Task<JsonNode> StatusAsync(CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{_port}/api/v1/status"));
        var token = await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(Database)!, "operator.token"), stop);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        using var response = await _http.SendAsync(request, stop);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonNode>(stop) ?? throw new IOException("the coordinator's status is empty");
    }

    /// <summary>Waits until so many peers are connected.</summary>
    public Task WaitForPeersAsync(int count, CancellationToken stop = default) =>
        WaitAsync($"{count} peers are connected", async () => StatusNumber.Of(await StatusAsync(stop), "peers") == count, StartPatience, stop);

    /// <summary>Asks again and again until something is so.</summary>
    /// <exception cref="TimeoutException">It doesn't come to be.</exception>
    public static async Task WaitAsync(string what, Func<Task<bool>> isSo, TimeSpan patience, CancellationToken stop = default)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < patience; await Task.Delay(20, stop))
        {
            try
            {
                if (await isSo()) return;
            }
            catch (HttpRequestException)
            {
                // Not there yet, or not there any more.
            }
        }

        throw new TimeoutException($"waited {patience.TotalSeconds:0} s in vain until {what}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Those who would try to come back first, then the one that they come back to.
        foreach (var program in Enumerable.Reverse(_programs)) await program.DisposeAsync();
        _http.Dispose();
    }

    private ChildProgram Start(string name, string[] arguments)
    {
        var program = ChildProgram.Start(name, Path.Combine(LogFolder, name + ".log"), arguments);
        _programs.Add(program);
        return program;
    }

    private async Task<bool> IsHealthyAsync(CancellationToken stop)
    {
        using var response = await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/health"), stop);
        return response.IsSuccessStatusCode;
    }
}
