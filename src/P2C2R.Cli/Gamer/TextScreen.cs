using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Protocol;
using Spectre.Console;

namespace P2C2R.Cli.Gamer;

/// <summary>For people: colours and a moving bar in a terminal, plain lines anywhere else.</summary>
internal sealed class TextScreen : IGamerScreen
{
    private readonly bool _terminal = !Console.IsInputRedirected && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <inheritdoc/>
    public void Greet(string name, string coordinator, Welcome welcome)
    {
        Write($"P2C2R gamer {name} at {coordinator}", "bold");
        Write($"account {welcome.Account}, balance {welcome.Balance}, promotional credit {welcome.Promotional}");
    }

    /// <inheritdoc/>
    public void ShowMenu()
    {
        Write("");
        foreach (var choice in MenuChoice.All)
        {
            var missing = KernelCatalog.Newest(choice.Kind) is null ? Figures.Name(ErrorCode.KindNotAvailable) : "";
            Write($"  {choice.Key}  {choice.Kind,-26}{choice.Title,-35}{missing}".TrimEnd());
        }

        Write("  0  all of them");
        Write("  q  quit, with a summary");
        Write("  KIND FILE [REPLICAS]  an input of your own");
        Write("");
    }

    /// <inheritdoc/>
    public string? Ask()
    {
        if (_terminal) AnsiConsole.Markup("[bold]> [/]");
        return Console.ReadLine();
    }

    /// <inheritdoc/>
    public async Task<TaskOutcome> WatchAsync(string title, PreviewFile preview, Func<IProgress<TaskProgress>, Task<TaskOutcome>> run)
    {
        if (!_terminal)
        {
            using var lines = new ProgressLines(preview);
            return await run(lines);
        }

        return await AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => run(new Bar(context.AddTask(Markup.Escape(title)), title, preview)));
    }

    /// <inheritdoc/>
    public void Show(string input, OutcomeReport report, string folder)
    {
        var outcome = report.Outcome;
        if (!outcome.Succeeded)
        {
            Write($"{outcome.Kernel.Kind}: {Figures.Name(outcome.Error)}: {outcome.Message}", "red");
            return;
        }

        Write($"{outcome.Kernel.Kind}: {Path.GetFileName(input)}{(outcome.Cached ? ", from the cache" : "")}", "green");
        foreach (var line in report.Lines) Write($"  {line}");
        Write($"  latency {Figures.Time(outcome.Latency.TotalMilliseconds)}, processing {Figures.Time(outcome.ComputeMs)}, cost {Figures.Cost(outcome)}");
    }

    /// <inheritdoc/>
    public void Refuse(string reason) => Write(reason, "red");

    /// <inheritdoc/>
    public void ShowSummary(SessionTally tally, string outputs)
    {
        Write("");
        Write("Session summary", "bold");
        foreach (var line in tally.Describe()) Write($"  {line}");
        if (tally.Completed > 0) Write($"  outputs                {Path.GetFullPath(outputs)}");
    }

    private void Write(string text, string? style = null)
    {
        if (!_terminal || style is null) Console.WriteLine(text);
        else AnsiConsole.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
    }

    private sealed class Bar(ProgressTask bar, string title, PreviewFile preview) : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value)
        {
            bar.Description = Markup.Escape($"{title}: {ProgressLines.Name(value.Phase)}{ProgressLines.Hear(value)}{ProgressLines.Look(preview)}");
            bar.Value = 100 * value.Fraction;
        }
    }
}
