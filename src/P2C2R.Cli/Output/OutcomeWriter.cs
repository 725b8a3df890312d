using P2C2R.Client;

namespace P2C2R.Cli.Output;

/// <summary>The end of every command that computes something: files, summary, exit code.</summary>
internal static class OutcomeWriter
{
    /// <summary>Writes the result's files and prints the summary.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(TaskOutcome outcome, string? directory, bool json)
    {
        var report = new OutcomeReport(outcome);
        if (directory is not null) report.WriteFiles(directory);
        if (json) Console.WriteLine(Figures.Write(report.ToJson(directory)));
        if (!outcome.Succeeded) Console.Error.WriteLine($"p2c2r: {Figures.Name(outcome.Error)}: {outcome.Message}");
        else if (!json) report.WriteText(Console.Out, directory);
        return ExitCodes.Of(outcome.Error);
    }
}
