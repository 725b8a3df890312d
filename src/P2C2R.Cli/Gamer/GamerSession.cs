using P2C2R.Cli.Inputs;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Cli.Gamer;

/// <summary>A gamer's interactive session: a menu, a task for each choice, a summary at the end.</summary>
/// <param name="grid">The grid.</param>
/// <param name="screen">Where it is shown.</param>
/// <param name="tally">What it adds up.</param>
/// <param name="input">The input to use instead of the samples; null for those.</param>
/// <param name="outputs">Where results go: a folder for each task.</param>
internal sealed class GamerSession(GridClient grid, GamerScreen screen, SessionTally tally, string? input, string outputs)
{
    /// <summary>Shows the menu and obeys until q or the end of the input.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        ShowMenu();
        while (!stop.IsCancellationRequested && await Task.Run(() => screen.Ask("> "), CancellationToken.None).WaitAsync(stop) is { } line)
        {
            var key = line.Trim().ToLowerInvariant();
            if (key == "q") break;
            if (key.Length > 0) await ObeyAsync(key, stop);
        }
    }

    /// <summary>Shows what the session has done and cost.</summary>
    public void ShowSummary()
    {
        screen.Line();
        screen.Heading("Session summary");
        foreach (var line in tally.Describe()) screen.Line($"  {line}");
        if (Directory.Exists(outputs)) screen.Line($"  outputs                {Path.GetFullPath(outputs)}");
    }

    private void ShowMenu()
    {
        screen.Line();
        foreach (var choice in MenuChoice.All)
        {
            var missing = KernelCatalog.Newest(choice.Kind) is null ? Figures.Name(ErrorCode.KindNotAvailable) : "";
            screen.Line($"  {choice.Key}  {choice.Kind,-26}{choice.Title,-35}{missing}".TrimEnd());
        }

        screen.Line("  0  all of them");
        screen.Line("  q  quit, with a summary");
        screen.Line();
    }

    private async Task ObeyAsync(string key, CancellationToken stop)
    {
        if (key == "0")
        {
            foreach (var choice in MenuChoice.All) await ComputeAsync(choice, stop);
        }
        else if (MenuChoice.All.FirstOrDefault(c => c.Key == key) is { } choice)
        {
            await ComputeAsync(choice, stop);
        }
        else
        {
            screen.Bad($"'{key}' is not in the menu:");
            ShowMenu();
        }
    }

    private async Task ComputeAsync(MenuChoice choice, CancellationToken stop)
    {
        if (KernelCatalog.Newest(choice.Kind) is null)
        {
            screen.Bad($"{choice.Kind}: {Figures.Name(ErrorCode.KindNotAvailable)}: it is not built yet in this release");
            return;
        }

        var inputs = input is null ? SampleInputs.Of(choice.Kind) : [input];
        if (inputs.Count == 0) screen.Bad($"{choice.Kind}: there is no samples/{choice.Kind}/*.json; give an input with --input FILE");
        foreach (var path in inputs) await ComputeAsync(choice.Kind, path, stop);
    }

    private async Task ComputeAsync(string kind, string path, CancellationToken stop)
    {
        try
        {
            var document = InputDocument.Read(path);
            using var outcome = await screen.ShowAsync(kind, progress => grid.RunAsync(kind, document.Bytes, document.Files, progress: progress, cancellation: stop));
            tally.Add(outcome);
            Show(kind, path, outcome);
        }
        catch (InputException e)
        {
            screen.Bad($"{kind}: {e.Message}");
        }
    }

    private void Show(string kind, string path, TaskOutcome outcome)
    {
        if (!outcome.Succeeded)
        {
            screen.Bad($"{kind}: {Figures.Name(outcome.Error)}: {outcome.Message}");
            return;
        }

        var report = new OutcomeReport(outcome);
        report.WriteFiles(Path.Combine(outputs, $"{tally.Submitted:000}-{kind}"));
        screen.Good($"{kind}: {Path.GetFileName(path)}{(outcome.Cached ? ", from the cache" : "")}");
        foreach (var line in report.Lines) screen.Line($"  {line}");
        screen.Line($"  latency {Figures.Time(outcome.Latency.TotalMilliseconds)}, processing {Figures.Time(outcome.ComputeMs)}, cost {Figures.Money(outcome.Cost, outcome.Ledger)}");
    }
}
