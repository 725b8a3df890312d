using Spectre.Console;

namespace P2C2R.Cli.Demo;

/// <summary>Tells the demo's story: in colours in a terminal, as plain lines elsewhere.</summary>
internal sealed class DemoNarrator
{
    private readonly bool _colours = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    private int _step;

    /// <summary>The next thing that happens.</summary>
    public void Step(string text)
    {
        Write("");
        Write($"{++_step}. {text}", "bold yellow");
    }

    /// <summary>A detail.</summary>
    public void Say(string text) => Write($"   {text}");

    /// <summary>Whether something that was promised has happened.</summary>
    public void Check(bool happened, string text) => Write($"   {(happened ? "ok  " : "FAIL")}  {text}", happened ? "green" : "bold red");

    private void Write(string text, string? style = null)
    {
        if (_colours && style is not null) AnsiConsole.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
        else Console.WriteLine(text);
    }
}
