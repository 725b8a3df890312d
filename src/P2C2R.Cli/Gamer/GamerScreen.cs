using P2C2R.Cli.Output;
using P2C2R.Client;
using Spectre.Console;

namespace P2C2R.Cli.Gamer;

/// <summary>Where the gamer's program writes: with colours and a moving bar in a terminal, plain lines anywhere else.</summary>
internal sealed class GamerScreen
{
    private readonly bool _terminal = !Console.IsInputRedirected && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>A line as it is.</summary>
    public void Line(string text = "") => Write(text, null);

    /// <summary>A heading.</summary>
    public void Heading(string text) => Write(text, "bold");

    /// <summary>Good news.</summary>
    public void Good(string text) => Write(text, "green");

    /// <summary>Bad news.</summary>
    public void Bad(string text) => Write(text, "red");

    /// <summary>Shows the prompt and reads a line; null at the end of the input.</summary>
    public string? Ask(string prompt)
    {
        if (_terminal) AnsiConsole.Markup($"[bold]{Markup.Escape(prompt)}[/]");
        return Console.ReadLine();
    }

    /// <summary>Runs a task and shows how far it is.</summary>
    public async Task<TaskOutcome> ShowAsync(string title, Func<IProgress<TaskProgress>, Task<TaskOutcome>> run)
    {
        if (!_terminal)
        {
            using var lines = new ProgressLines();
            return await run(lines);
        }

        return await AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title));
                return await run(new Bar(bar, title));
            });
    }

    private void Write(string text, string? style)
    {
        if (!_terminal || style is null) Console.WriteLine(text);
        else AnsiConsole.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
    }

    private sealed class Bar(ProgressTask bar, string title) : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value)
        {
            bar.Description = Markup.Escape($"{title}: {ProgressLines.Name(value.Phase)}");
            bar.Value = 100 * value.Fraction;
        }
    }
}
