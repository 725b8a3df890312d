using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Peer;

namespace P2C2R.Cli.Peers;

/// <summary>One JSON object a line on standard output. Amounts are strings of nano-dollars, as on the wire.</summary>
internal sealed class PeerJsonPrinter : IPeerPrinter
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public void Print(PeerEvent happened)
    {
        var line = new JsonObject { ["event"] = Name(happened.Kind) };
        Set(line, "attempt", happened.Attempt?.ToString());
        Set(line, "kind", happened.Kernel?.Kind);
        if (happened.Milliseconds is { } milliseconds) line["compute_ms"] = milliseconds;
        if (happened.Units is { } units) line["units"] = units;
        Set(line, "code", happened.Code is { } code ? Name(code) : null);
        Set(line, "state", happened.State is { } state ? Name(state) : null);
        Set(line, "earned", happened.Earned?.Value.ToString());
        Set(line, "ledger", happened.Ledger is { } ledger ? Name(ledger) : null);
        Set(line, "message", happened.Message);
        Write(line);
    }

    /// <inheritdoc/>
    public void Print(PeerStatistics statistics, bool final) => Write(new JsonObject
    {
        ["event"] = final ? "summary" : "statistics",
        ["uptime_s"] = statistics.Uptime.TotalSeconds,
        ["tasks_completed"] = statistics.Completed,
        ["tasks_failed"] = statistics.Failed,
        ["tasks_cancelled"] = statistics.Cancelled,
        ["earned"] = statistics.Earned.Value.ToString(),
        ["earned_promotional"] = statistics.EarnedPromotional.Value.ToString(),
        ["average_task_ms"] = statistics.AverageMilliseconds,
        ["hourly_rate"] = statistics.HourlyRate.Value.ToString(),
        ["bytes_received"] = statistics.BytesReceived,
        ["bytes_sent"] = statistics.BytesSent,
    });

    private static void Set(JsonObject line, string name, string? value)
    {
        if (value is not null) line[name] = value;
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private void Write(JsonObject line)
    {
        var text = Encoding.UTF8.GetBytes(line.ToJsonString() + "\n");
        lock (_lock)
        {
            using var output = Console.OpenStandardOutput();
            output.Write(text);
        }
    }
}
