using System.Diagnostics;
using System.Text.Json.Nodes;
using P2C2R.Cli;
using P2C2R.Cli.Processes;

namespace P2C2R.Tests.EndToEnd;

[Collection(EndToEndCollection.Name)]
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_shows_what_it_promises_and_leaves_nothing_running()
    {
        var file = Path.GetTempFileName();
        var run = await ProgramRun.ToEndAsync("demo", "--json", file);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        var outputs = (string)json["outputs"]!;
        try
        {
            Assert.True(run.ExitCode == 0, run.Output + run.Errors);
            Assert.True((bool)json["ok"]!);
            string[] checks = ["kinds_done", "cache_hit", "failover", "lie_caught", "liar_unpaid", "ledger_balanced"];
            Assert.Equal(checks.Order(), json["checks"]!.AsObject().Select(static c => c.Key).Order());
            Assert.All(json["checks"]!.AsObject(), static c => Assert.True((bool)c.Value!, c.Key));
            Assert.All(json["tasks"]!.AsArray(), AssertDone);
            Assert.True((bool)json["tasks"]!.AsArray().Single(static t => (string)t!["purpose"]! == "repeated")!["cached"]!);
            Assert.InRange((long)json["failovers"]!, 1, 100);
            Assert.InRange((long)json["disputes"]!, 1, 100);
            AssertMoney(json);
            Assert.DoesNotContain('\u001b', run.Output);
            Assert.Empty(ProcessesWith(outputs.Replace("outputs", "", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(file);
            Directory.Delete(Path.GetDirectoryName(outputs)!, recursive: true);
        }
    }

    [Fact]
    public async Task Interrupted_it_leaves_nothing_running_and_no_state_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("p2c2r-interrupted-").FullName;
        var start = OwnProgram.StartInfo("demo");
        start.Environment["TMPDIR"] = folder;
        using var demo = Process.Start(start)!;
        try
        {
            var errors = demo.StandardError.ReadToEndAsync(stop);
            // From here on coordinator, peers and gamer run, and the gamer computes.
            string? line;
            do line = await demo.StandardOutput.ReadLineAsync(stop);
            while (line?.Contains("the gamer is account", StringComparison.Ordinal) == false);
            Assert.NotEmpty(ProcessesWith(folder));
            Process.Start("kill", ["-INT", $"{demo.Id}"]).WaitForExit();
            await demo.StandardOutput.ReadToEndAsync(stop).WaitAsync(TimeSpan.FromSeconds(60), stop);
            await demo.WaitForExitAsync(stop).WaitAsync(TimeSpan.FromSeconds(60), stop);
            Assert.Equal(ExitCodes.Cancelled, demo.ExitCode);
            Assert.Contains("cancelled", await errors, StringComparison.Ordinal);
            Assert.Empty(ProcessesWith(folder));
            Assert.DoesNotContain(Directory.GetDirectories(folder, "*", SearchOption.AllDirectories), static d => Path.GetFileName(d) == "state");
        }
        finally
        {
            if (!demo.HasExited) demo.Kill(entireProcessTree: true);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertDone(JsonNode? task)
    {
        Assert.Equal("done", (string)task!["state"]!);
        Assert.True((double)task["latency_ms"]! > 0);
        var bytes = File.ReadAllBytes(Path.Combine((string)task["directory"]!, "output.bin"));
        Assert.Equal((string)task["output_sha256"]!, P2C2R.Protocol.Sha256Hash.Of(bytes).ToString());
    }

    /// <summary>What the gamer paid is what peers and coordinator got.</summary>
    private static void AssertMoney(JsonNode json)
    {
        static long Amount(JsonNode? node) => long.Parse((string)node!);
        var spent = json["tasks"]!.AsArray().Sum(static t => Amount(t!["cost_nano_dollars"]));
        Assert.Equal(spent, Amount(json["session"]!["spent_nano_dollars"]));
        // What peers got beyond what the gamer spent came out of the fees: hedges that were late and honest.
        var fees = Amount(json["ledger"]!["fees_nano_dollars"]);
        Assert.InRange(Amount(json["ledger"]!["peers_nano_dollars"]) + fees - spent, 0, fees);
        Assert.All(json["ledger"]!["sums_nano_dollars"]!.AsObject(), static l => Assert.Equal(Amount(l.Value!["debits"]), Amount(l.Value["credits"])));
    }

    private static List<string> ProcessesWith(string text)
    {
        if (!Directory.Exists("/proc")) return [];
        return [.. Directory.GetDirectories("/proc").Select(CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal))];
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // not a process, or gone
        }
    }
}
