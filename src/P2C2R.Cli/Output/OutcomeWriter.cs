using P2C2R.Client;

namespace P2C2R.Cli.Output;

/// <summary>The end of every command that computes something: files, summary, exit code.</summary>
internal static class OutcomeWriter
{
    /// <summary>Writes the result's files and prints the summary.</summary>
    /// <param name="outcome">What became of the task.</param>
    /// <param name="directory">The folder for the result's files; null for none.</param>
    /// <param name="json">Whether the summary is for machines.</param>
    /// <param name="preview">The picture that the result's files replace.</param>
    /// <returns>The exit code.</returns>
    public static int Write(TaskOutcome outcome, string? directory, bool json, PreviewFile? preview = null)
    {
        var report = new OutcomeReport(outcome);
        if (directory is not null) report.WriteFiles(directory);
        else report.Summarize();
        if (outcome.Succeeded) preview?.Remove(report.Files);
        if (json) Console.WriteLine(Figures.Write(report.ToJson(directory)));
        if (!outcome.Succeeded) Console.Error.WriteLine($"p2c2r: {Figures.Name(outcome.Error)}: {outcome.Message}");
        else if (!json) report.WriteText(Console.Out, directory);
        return ExitCodes.Of(outcome.Error);
    }
}
