using System.CommandLine;
using System.Diagnostics;
using P2C2R.Cli.Demo;
using P2C2R.Cli.Output;
using P2C2R.Cli.Processes;

namespace P2C2R.Cli.Commands;

/// <summary>Shows a whole grid on this machine.</summary>
internal static class DemoCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var json = new Option<string?>("--json") { Description = "Also write what happened to this file", HelpName = "FILE" };
        var keep = new Option<bool>("--keep") { Description = "Keep databases and logs, not only the outputs" };
        var command = new Command("demo", """
            A coordinator, four peers and a gamer on this machine, on real work: the cache, a peer killed in mid-task, a peer that lies and isn't paid, and the books at the end. Takes less than a minute; exits non-zero if anything of that did not happen, and leaves nothing running.

            Examples:
              p2c2r demo
              p2c2r demo --json demo.json --keep
            """) { json, keep };
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(parsed.GetValue(json), parsed.GetValue(keep), stop)));
        return command;
    }

    private static async Task<int> RunAsync(string? json, bool keep, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("p2c2r-demo-").FullName;
        var (outputs, state) = (Path.Combine(folder, "outputs"), Path.Combine(folder, "state"));
        var report = new DemoReport();
        var tell = new DemoNarrator();
        try
        {
            await using var grid = new LocalGrid(state);
            await new DemoStory(grid, report, tell, outputs).TellAsync(stop);
        }
        catch (Exception e) when (e is TimeoutException or IOException or HttpRequestException or InvalidOperationException)
        {
            report.Check("finished", false);
            tell.Check(false, $"the demo stopped: {e.Message}");
            keep = true;
        }
        finally
        {
            if (!keep && Directory.Exists(state)) Directory.Delete(state, recursive: true);
        }

        if (keep) tell.Say($"databases and logs     {state}");
        tell.Say($"{clock.Elapsed.TotalSeconds:0.0} s");
        if (json is not null) await File.WriteAllTextAsync(json, Figures.Write(report.ToJson(outputs, clock.Elapsed)) + "\n", CancellationToken.None);
        return report.Ok ? ExitCodes.Done : ExitCodes.Internal;
    }
}
