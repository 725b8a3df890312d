using System.Text.Json.Nodes;
using P2C2R.Cli.Processes;

namespace P2C2R.Cli.Demo;

/// <summary>The demo's gamer: <c>p2c2r gamer --json</c>, told what to choose over a pipe.</summary>
/// <param name="program">The process.</param>
internal sealed class DemoGamer(ChildProgram program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private int _seen;

    /// <summary>Waits until it is connected.</summary>
    public async Task<JsonNode> ConnectedAsync(CancellationToken stop)
    {
        var lines = await ReadUntilReadyAsync(stop);
        return lines[0];
    }

    /// <summary>Makes a choice and returns what came of it, when all of it has come.</summary>
    public async Task<List<JsonNode>> ChooseAsync(string choice, CancellationToken stop)
    {
        await program.SayAsync(choice);
        return await ReadUntilReadyAsync(stop);
    }

    /// <summary>Ends the session; its summary.</summary>
    public async Task<JsonNode> QuitAsync(CancellationToken stop)
    {
        await program.SayAsync("q");
        var (line, _) = await program.WaitForLineAsync(static l => l.StartsWith("{\"session\"", StringComparison.Ordinal), Patience, _seen, stop);
        await program.WaitForExitAsync(Patience, stop);
        return JsonNode.Parse(line)!["session"]!;
    }

    private async Task<List<JsonNode>> ReadUntilReadyAsync(CancellationToken stop)
    {
        var (_, ready) = await program.WaitForLineAsync(static l => l == "{\"ready\":true}", Patience, _seen, stop);
        var answers = program.Lines.Take(ready).Skip(_seen).Where(static l => l.StartsWith('{')).Select(static l => JsonNode.Parse(l)!).ToList();
        _seen = ready + 1;
        return answers;
    }
}
