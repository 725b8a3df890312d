using System.Text.Json.Nodes;
using P2C2R.Cli.Gamer;
using P2C2R.Cli.Inputs;
using P2C2R.Cli.Output;
using P2C2R.Cli.Processes;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Cli.Demo;

/// <summary>The demo's story: a grid on this machine that computes, remembers, survives and catches a liar.</summary>
/// <param name="grid">The processes.</param>
/// <param name="report">What happened.</param>
/// <param name="tell">Tells it.</param>
/// <param name="outputs">Gets the results.</param>
internal sealed class DemoStory(LocalGrid grid, DemoReport report, DemoNarrator tell, string outputs)
{
    private const string GamerName = "gamer_demo";
    private const string Liar = "peer_liar";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, ChildProgram> _peers = [];
    private ChildProgram? _coordinator;
    private DemoGamer? _gamer;

    /// <summary>Tells the whole story.</summary>
    public async Task TellAsync(CancellationToken stop)
    {
        await OpenAsync(stop);
        var first = await ComputeKindsAsync(stop);
        await RepeatAsync(first, stop);
        await LosePeerAsync(stop);
        await CatchLiarAsync(first, stop);
        await CheckLedgerAsync(stop);
        await CloseAsync(stop);
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        tell.Step($"A coordinator, three peers and a gamer start, each a process of its own ({grid.Coordinator})");
        _coordinator = await grid.StartCoordinatorAsync(stop, "--log-level", "verbose");
        foreach (var name in (string[])["peer_one", "peer_two", "peer_three"]) _peers[name] = grid.StartPeer(name);
        _gamer = new DemoGamer(grid.StartGamer(GamerName, "gamer", "--json", "--out", outputs));
        var greeting = await _gamer.ConnectedAsync(stop);
        await grid.WaitForPeersAsync(_peers.Count, stop);
        tell.Say($"the gamer is account {greeting["account"]}, with promotional credit to start with");
    }

    /// <summary>Every kind that this release has, on its samples; returns the first kind's task.</summary>
    private async Task<JsonNode> ComputeKindsAsync(CancellationToken stop)
    {
        tell.Step("The gamer computes every kind of the menu on its samples");
        var tasks = new List<JsonNode>();
        foreach (var answer in await _gamer!.ChooseAsync("0", stop))
        {
            if (answer["refused"] is { } reason) tell.Say($"{reason}");
            else tasks.Add(answer);
        }

        foreach (var task in tasks) Show("kind", task);
        var expected = MenuChoice.All.Where(static c => KernelCatalog.Newest(c.Kind) is not null).Sum(static c => SampleInputs.Of(c.Kind).Count);
        Check("kinds_done", tasks.Count == expected && tasks.All(IsDone) && tasks.Count > 0, $"{tasks.Count} tasks of {expected} samples done");
        return tasks.Count > 0 ? tasks[0] : throw new IOException("there are no samples to compute");
    }

    private async Task RepeatAsync(JsonNode first, CancellationToken stop)
    {
        tell.Step("The same task once more: what was computed is remembered, free of charge");
        var again = await ComputeAsync("repeated", first, "", stop);
        var same = $"{again["output_sha256"]}" == $"{first["output_sha256"]}";
        Check("cache_hit", IsDone(again) && IsTrue(again["cached"]) && CostOf(again) == 0 && same, "answered from the cache, the same bytes, at no cost");
    }

    private async Task LosePeerAsync(CancellationToken stop)
    {
        tell.Step("A peer loses its power while it computes (kill -9)");
        var before = await StatusNumbersAsync(stop);
        var input = WriteInput("slow.json", new JsonObject { ["slices"] = 4, ["units"] = 1000, ["spin_ms"] = 2000, ["payload"] = $"slow {Guid.NewGuid():N}" });
        var from = _coordinator!.Lines.Count;
        var running = _gamer!.ChooseAsync($"{Kinds.NoOperation} {input}", stop);
        // Each slice takes two seconds, so whoever is given one now is certainly still at it.
        var victim = await FindLeasedPeerAsync(from, stop);
        tell.Say($"{victim} was given a slice that takes 2 s; killing it now");
        await _peers[victim].KillAsync();
        _peers.Remove(victim);
        var task = (await running).Single();
        Show("failover", task);
        var after = await StatusNumbersAsync(stop);
        report.Failovers = after.Failovers;
        Check("failover", IsDone(task) && after.Failovers > before.Failovers, $"its work went to the others: {after.Failovers - before.Failovers} failover(s), the task is done");
    }

    private async Task<string> FindLeasedPeerAsync(int from, CancellationToken stop)
    {
        var (line, _) = await _coordinator!.WaitForLineAsync(l => l.Contains(" -> peer ", StringComparison.Ordinal), Patience, from, stop);
        return _peers.Keys.Single(name => line.Contains(name, StringComparison.Ordinal));
    }

    private async Task CatchLiarAsync(JsonNode first, CancellationToken stop)
    {
        tell.Step("A peer that lies joins; a task that must be right asks for three replicas");
        var liar = grid.StartPeer(Liar, "--misbehave", "lie");
        _peers[Liar] = liar;
        await grid.WaitForPeersAsync(_peers.Count, stop);
        var checkedTask = await ComputeAsync("replicated", first, " 3", stop);
        var status = await StatusNumbersAsync(stop);
        report.Disputes = status.Disputes;
        var same = $"{checkedTask["output_sha256"]}" == $"{first["output_sha256"]}";
        Check("lie_caught", IsDone(checkedTask) && same && status.Disputes > 0, $"{status.Disputes} wrong output(s) outvoted; the result is right");
        // A peer hears of each attempt when it is settled; the liar's must all be disputed.
        await liar.WaitForLineAsync(static l => l.Contains("\"disputed\"", StringComparison.Ordinal), Patience, 0, stop);
        var paid = liar.Lines.Where(static l => l.StartsWith('{')).Select(static l => JsonNode.Parse(l)!).Where(static l => l["earned"] is { } earned && $"{earned}" != "0").ToList();
        Check("liar_unpaid", paid.Count == 0, "the liar was told that its outputs are disputed, and was paid nothing");
    }

    private async Task CheckLedgerAsync(CancellationToken stop)
    {
        tell.Step("The books, to the nano-dollar (the gamer pays with promotional credit)");
        var status = await grid.StatusAsync(stop);
        report.Ledger = new JsonObject
        {
            ["balanced"] = LedgerSums.AreBalanced(status),
            ["sums_nano_dollars"] = status["ledger"]!.DeepClone(),
            ["peers_nano_dollars"] = $"{status["rewards_paid"]!["promotional"]}",
            ["fees_nano_dollars"] = $"{status["revenue"]!["promotional"]}",
        };
        foreach (var peer in status["connected_peers"]!.AsArray()) tell.Say($"{peer!["name"],-12} earned {Dollars(peer["earned"])}, {peer["disputed"]} outputs disputed");
        tell.Say($"all peers together {Dollars(status["rewards_paid"]!["promotional"])}, the coordinator's fees {Dollars(status["revenue"]!["promotional"])}");
        foreach (var (name, sums) in status["ledger"]!.AsObject()) tell.Say($"{name,-12} debits {Dollars(sums!["debits"])}, credits {Dollars(sums["credits"])}");
        Check("ledger_balanced", LedgerSums.AreBalanced(status), "each ledger's debits equal its credits");
    }

    private async Task CloseAsync(CancellationToken stop)
    {
        tell.Step("The session ends");
        var session = await _gamer!.QuitAsync(stop);
        report.Session = session;
        foreach (var line in session["lines"]!.AsArray()) tell.Say($"{line}");
        tell.Say($"outputs                {outputs}");
    }

    private async Task<JsonNode> ComputeAsync(string purpose, JsonNode like, string replicas, CancellationToken stop)
    {
        var input = SampleInputs.Of($"{like["kind"]}").Single(path => Path.GetFileName(path) == $"{like["input"]}");
        var answer = (await _gamer!.ChooseAsync($"{like["kind"]} {input}{replicas}", stop)).Single();
        Show(purpose, answer);
        return answer;
    }

    private void Show(string purpose, JsonNode task)
    {
        if (task["refused"] is { } reason) throw new IOException($"the gamer was refused: {reason}");
        report.Add(purpose, task);
        var cost = new NanoDollars(CostOf(task));
        var state = IsDone(task) ? "done" : $"{task["error"]}: {task["message"]}";
        tell.Say($"{task["kind"]} {task["input"]}: {state}, latency {Figures.Time((double)task["latency_ms"]!)}, processing {Figures.Time((double)task["processing_ms"]!)}, cost {cost}{(IsTrue(task["cached"]) ? ", cached" : "")}");
        foreach (var line in task["lines"]!.AsArray().Take(2)) tell.Say($"    {line}");
    }

    private void Check(string name, bool happened, string text)
    {
        report.Check(name, happened);
        tell.Check(happened, text);
    }

    private string WriteInput(string name, JsonObject document)
    {
        var path = Path.Combine(grid.LogFolder, name);
        File.WriteAllText(path, document.ToJsonString());
        return path;
    }

    private async Task<(long Failovers, long Disputes)> StatusNumbersAsync(CancellationToken stop)
    {
        var status = await grid.StatusAsync(stop);
        return (StatusNumber.Of(status, "failovers"), StatusNumber.Of(status, "disputes"));
    }

    private static bool IsDone(JsonNode task) => $"{task["state"]}" == "done";

    private static bool IsTrue(JsonNode? value) => value?.GetValue<bool>() == true;

    private static NanoDollars Dollars(JsonNode? nanoDollars) => new(long.Parse($"{nanoDollars}", System.Globalization.CultureInfo.InvariantCulture));

    private static long CostOf(JsonNode task) => long.Parse($"{task["cost_nano_dollars"]}", System.Globalization.CultureInfo.InvariantCulture);
}
