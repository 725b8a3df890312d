using System.Diagnostics;
using System.Text.Json.Nodes;
using P2C2R.Cli.Processes;

namespace P2C2R.Tests.EndToEnd;

/// <summary>One run of <c>p2c2r</c>, from its start to its end.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public JsonNode Json => JsonNode.Parse(Output)!;

    public static Task<ProgramRun> ToEndAsync(params string[] arguments) => ToEndAsync("", arguments, null);

    /// <summary>Runs it.</summary>
    /// <param name="input">What it reads.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="whenErrorSays">Called once, when a line on stderr has these words.</param>
    /// <param name="words">With "computing" the task is accepted.</param>
    public static async Task<ProgramRun> ToEndAsync(string input, string[] arguments, Action<Process>? whenErrorSays, string words = "computing")
    {
        using var process = Process.Start(OwnProgram.StartInfo(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = ReadErrorsAsync(process, whenErrorSays, words);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return new ProgramRun(process.ExitCode, await output, await errors);
    }

    private static async Task<string> ReadErrorsAsync(Process process, Action<Process>? whenErrorSays, string words)
    {
        var lines = new List<string>();
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (whenErrorSays is null || !line.Contains(words, StringComparison.Ordinal)) continue;
            whenErrorSays(process);
            whenErrorSays = null;
        }

        return string.Join('\n', lines);
    }
}
