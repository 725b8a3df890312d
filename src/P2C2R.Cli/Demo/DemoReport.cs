using System.Text.Json.Nodes;

namespace P2C2R.Cli.Demo;

/// <summary>What happened in the demo, for machines.</summary>
internal sealed class DemoReport
{
    private readonly JsonArray _tasks = [];
    private readonly JsonObject _checks = [];

    /// <summary>Whether everything that was promised has happened.</summary>
    public bool Ok { get; private set; } = true;

    /// <summary>Peers that were lost while they computed, and how their work went on.</summary>
    public long Failovers { get; set; }

    /// <summary>Outputs that differed from those agreed on.</summary>
    public long Disputes { get; set; }

    /// <summary>The ledgers' sums.</summary>
    public JsonNode? Ledger { get; set; }

    /// <summary>The gamer's session.</summary>
    public JsonNode? Session { get; set; }

    /// <summary>Adds a task.</summary>
    public void Add(string purpose, JsonNode task)
    {
        var entry = new JsonObject { ["purpose"] = purpose };
        foreach (var name in (string[])["kind", "input", "task", "state", "error", "message", "latency_ms", "processing_ms", "cost_nano_dollars", "data_cost_nano_dollars", "data_bytes", "ledger", "cached", "slices", "cached_slices", "work_units", "output_sha256", "directory"])
        {
            entry[name] = task[name]?.DeepClone();
        }

        _tasks.Add(entry);
    }

    /// <summary>Adds whether something that was promised has happened.</summary>
    public void Check(string name, bool happened)
    {
        _checks[name] = happened;
        Ok &= happened;
    }

    /// <summary>All of it.</summary>
    public JsonObject ToJson(string outputs, TimeSpan time) => new()
    {
        ["ok"] = Ok,
        ["checks"] = _checks.DeepClone(),
        ["tasks"] = _tasks.DeepClone(),
        ["failovers"] = Failovers,
        ["disputes"] = Disputes,
        ["ledger"] = Ledger?.DeepClone(),
        ["session"] = Session?.DeepClone(),
        ["outputs"] = outputs,
        ["seconds"] = Math.Round(time.TotalSeconds, 2),
    };
}
