using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Client;
using P2C2R.Protocol;
using P2C2R.Tests.Peer.Endpoints;

namespace P2C2R.Tests.EndToEnd;

/// <summary>A language model beside a peer, from a gamer's command to the model and back: real processes, a real HTTP server.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class EndpointDialogueTests
{
    private const string Kind = "ai_npc_dialogue";
    private const string Key = "sk-never-shown-4711";
    private const string Model = "secret-model";
    private const string Document = """{"engine":"endpoint","characters":[{"name":"Mira"},{"name":"Anna","speaks":false}],"asked":{"of":"Mira","by":"Anna","text":"Good morning!"},"count":2}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_come_from_the_allowed_peer_alone_each_time_anew_and_nothing_of_it_is_shown()
    {
        await using var endpoint = await StubEndpoint.StartAsync(Cancellation);
        var (said, locked) = (0, false);
        endpoint.Then(context => (Volatile.Read(ref locked) ? StubEndpoint.Refuse(401, $"wrong key {Key}") : StubEndpoint.Say("Mira: Morning, ", $"number {Interlocked.Increment(ref said)}."))(context));
        await using var grid = await TestGrid.StartAsync(1, Cancellation);
        var account = await StartPeerAsync(grid, endpoint);
        var input = grid.Write("talk.json", Document);

        var (first, second) = (await SubmitAsync(grid, input, "--peers", account), await SubmitAsync(grid, input, "--peers", account));
        Assert.Equal((0, 0), (first.Run.ExitCode, second.Run.ExitCode));
        Assert.Equal(["Morning, number 1.", "Morning, number 2."], first.Lines.Order());
        Assert.Equal(["Morning, number 3.", "Morning, number 4."], second.Lines.Order());
        Assert.True(long.Parse((string)second.Run.Json["cost_nano_dollars"]!) > 0);
        Assert.All(endpoint.Requests, r => Assert.Equal($"Bearer {Key}", r.Authorization));

        var unnamed = await SubmitAsync(grid, input);
        Assert.NotEqual(0, unnamed.Run.ExitCode);
        Assert.Contains("requirements.peers is empty", unnamed.Run.Errors + unnamed.Run.Output, StringComparison.Ordinal);
        var compared = await SubmitAsync(grid, input, "--peers", account, "--replicas", "2");
        Assert.Contains("not reproducible", compared.Run.Errors + compared.Run.Output, StringComparison.Ordinal);
        Assert.Equal(4, endpoint.Requests.Count);

        Volatile.Write(ref locked, true);
        var failed = await SubmitAsync(grid, input, "--peers", account);
        Assert.Contains("status 401", failed.Run.Errors + failed.Run.Output, StringComparison.Ordinal);
        var shown = string.Concat(first.Run, second.Run, unnamed.Run, compared.Run, failed.Run, await grid.Processes.StatusAsync(Cancellation));
        foreach (var log in Directory.EnumerateFiles(grid.Processes.LogFolder)) shown += await ReadAsync(log);
        Assert.Contains("status 401", shown, StringComparison.Ordinal);
        Assert.All([Key, Model, $":{endpoint.Address.Port}"], secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_model_says_is_seen_while_it_speaks()
    {
        await using var endpoint = await StubEndpoint.StartAsync(Cancellation);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        endpoint.Then(async context =>
        {
            await StubEndpoint.SendAsync(context, StubEndpoint.Piece("Mira: Mor\u001bning, "));

            // The rest comes when the gamer has heard the first words.
            await heard.Task.WaitAsync(context.RequestAborted);
            await StubEndpoint.Say("Anna.")(context);
        });
        await using var grid = await TestGrid.StartAsync(1, Cancellation);
        var account = await StartPeerAsync(grid, endpoint);
        await using var gamer = await grid.ConnectAsync("alice", Cancellation);
        var said = new ConcurrentQueue<string>();
        var progress = new Watcher(p =>
        {
            if (p.Said is not { Length: > 0 } text) return;
            said.Enqueue(text);
            heard.TrySetResult();
        });
        var document = Encoding.UTF8.GetBytes(Document.Replace(",\"count\":2", "", StringComparison.Ordinal));
        using var outcome = await gamer.RunAsync(Kind, document, options: new TaskOptions { Requirements = new TaskRequirements { Peers = [account] } }, progress: progress, cancellation: Cancellation);
        Assert.True(outcome.Succeeded, outcome.Message);
        Assert.Equal("Mira: Mor ning, ", said.First());
    }

    private static async Task<string> StartPeerAsync(TestGrid grid, StubEndpoint endpoint)
    {
        var file = grid.Write("endpoint.json", $$"""{"url":"{{endpoint.Address}}","model":"{{Model}}","key":"{{Key}}","parallel":2}""");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        grid.Processes.StartPeer("talker", "--endpoint", file);
        await grid.Processes.WaitForPeersAsync(2, Cancellation);
        var peers = (await grid.Processes.StatusAsync(Cancellation))["connected_peers"]!.AsArray();
        return (string)peers.Single(p => (string)p!["name"]! == "talker")!["account"]!;
    }

    private static async Task<(ProgramRun Run, List<string> Lines)> SubmitAsync(TestGrid grid, string input, params string[] more)
    {
        var output = Directory.CreateDirectory(Path.Combine(grid.Folder, Guid.NewGuid().ToString("N"))).FullName;
        var run = await grid.RunAsync("alice", "submit", [Kind, "--input", input, "--out", output, "--json", .. more]);
        var file = Path.Combine(output, "dialogue.json");
        if (!File.Exists(file)) return (run, []);
        var conversations = JsonNode.Parse(await ReadAsync(file))!["conversations"]!.AsArray();
        return (run, [.. conversations.SelectMany(c => c!["lines"]!.AsArray()).Select(l => (string)l!["text"]!)]);
    }

    private sealed class Watcher(Action<TaskProgress> report) : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value) => report(value);
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
