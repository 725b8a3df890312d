using System.Text.Json.Nodes;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Cli.Gamer;

/// <summary>For programs: one JSON object a line on stdout; <c>ready</c> says that the next choice may be sent.</summary>
internal sealed class JsonScreen : IGamerScreen
{
    /// <inheritdoc/>
    public void Greet(string name, string coordinator, Welcome welcome) => Write(new JsonObject { ["account"] = welcome.Account, ["coordinator"] = coordinator });

    /// <inheritdoc/>
    public void ShowMenu()
    {
    }

    /// <inheritdoc/>
    public string? Ask()
    {
        Write(new JsonObject { ["ready"] = true });
        return Console.ReadLine();
    }

    /// <inheritdoc/>
    public Task<TaskOutcome> WatchAsync(string title, PreviewFile preview, Func<IProgress<TaskProgress>, Task<TaskOutcome>> run) => run(new Progress<TaskProgress>());

    /// <inheritdoc/>
    public void Show(string input, OutcomeReport report, string folder)
    {
        var json = report.ToJson(folder);
        json["input"] = Path.GetFileName(input);
        json["lines"] = new JsonArray([.. report.Lines.Select(static l => (JsonNode)l)]);
        Write(json);
    }

    /// <inheritdoc/>
    public void Refuse(string reason) => Write(new JsonObject { ["refused"] = reason });

    /// <inheritdoc/>
    public void ShowSummary(SessionTally tally, string outputs)
    {
        var json = tally.ToJson();
        json["lines"] = new JsonArray([.. tally.Describe().Select(static l => (JsonNode)l)]);
        Write(new JsonObject { ["session"] = json });
    }

    private static void Write(JsonObject json) => Console.Out.WriteLine(json.ToJsonString());
}
