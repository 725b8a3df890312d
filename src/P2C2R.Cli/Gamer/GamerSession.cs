using System.Globalization;
using P2C2R.Cli.Inputs;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Cli.Gamer;

/// <summary>A gamer's session: a menu, tasks for each choice, a summary at the end.</summary>
/// <param name="grid">The grid.</param>
/// <param name="screen">Where it is shown.</param>
/// <param name="tally">What it adds up.</param>
/// <param name="input">The input to use instead of the samples; null for those.</param>
/// <param name="outputs">Where results go: a folder for each task.</param>
internal sealed class GamerSession(GridClient grid, IGamerScreen screen, SessionTally tally, string? input, string outputs)
{
    /// <summary>Shows the menu and obeys until q or the end of the input.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        screen.ShowMenu();
        // A read from the console can't be cancelled; it is left behind when the session ends.
        while (await Task.Run(screen.Ask, CancellationToken.None).WaitAsync(stop) is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["q"]) break;
            if (words.Length > 0) await ObeyAsync(words, stop);
        }
    }

    private async Task ObeyAsync(string[] words, CancellationToken stop)
    {
        if (words is ["0"])
        {
            foreach (var choice in MenuChoice.All) await ComputeAsync(choice.Kind, stop);
        }
        else if (words.Length == 1 && MenuChoice.All.FirstOrDefault(c => c.Key == words[0]) is { } choice)
        {
            await ComputeAsync(choice.Kind, stop);
        }
        else if (words.Length is 2 or 3 && TryReadReplicas(words, out var replicas))
        {
            await ComputeAsync(words[0], words[1], new TaskOptions { Replicas = replicas }, stop);
        }
        else
        {
            screen.Refuse($"'{string.Join(' ', words)}' is not in the menu");
            screen.ShowMenu();
        }
    }

    private static bool TryReadReplicas(string[] words, out int replicas)
    {
        replicas = 1;
        return words.Length == 2 || (int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out replicas) && replicas is > 0 and <= Limits.MaxReplicas);
    }

    private async Task ComputeAsync(string kind, CancellationToken stop)
    {
        var inputs = input is null ? SampleInputs.Of(kind) : [input];
        if (KernelCatalog.Newest(kind) is null) screen.Refuse($"{kind}: {Figures.Name(ErrorCode.KindNotAvailable)}: it is not built yet in this release");
        else if (inputs.Count == 0) screen.Refuse($"{kind}: there is no samples/{kind}/*.json; give an input with --input FILE");
        else foreach (var path in inputs) await ComputeAsync(kind, path, new TaskOptions(), stop);
    }

    private async Task ComputeAsync(string kind, string path, TaskOptions options, CancellationToken stop)
    {
        try
        {
            var document = InputDocument.Read(path);
            var folder = Path.Combine(outputs, string.Create(CultureInfo.InvariantCulture, $"{tally.Submitted + 1:000}-{kind}"));
            var preview = new PreviewFile(folder);
            using var outcome = await screen.WatchAsync(kind, preview, progress => grid.RunAsync(kind, document.Bytes, document.Files, options, progress, preview.Previews, stop));
            tally.Add(outcome);
            var report = new OutcomeReport(outcome);
            report.WriteFiles(folder);
            if (outcome.Succeeded) preview.Remove(report.Files);
            screen.Show(path, report, folder);
        }
        catch (InputException e)
        {
            screen.Refuse($"{kind}: {e.Message}");
        }
    }
}
