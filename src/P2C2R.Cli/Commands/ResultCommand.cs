using System.CommandLine;
using P2C2R.Cli.Inputs;
using P2C2R.Cli.Options;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Kernels;

namespace P2C2R.Cli.Commands;

/// <summary>Comes back for the result of a task that was submitted before.</summary>
internal sealed class ResultCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The task's id" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the result's files", HelpName = "DIR", Required = true };
    private readonly Option<string?> _input = new("--input") { Description = "The input document, where it isn't any more where it was submitted from", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };
    private readonly GridOptionSet _grid;

    private ResultCommand(Command command)
    {
        command.Add(_id);
        foreach (var option in new Option[] { _out, _input, _json }) command.Add(option);
        _grid = new GridOptionSet(command);
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(parsed, stop)));
    }

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("result", $"""
            Waits for a task that was submitted before and writes its result. Ctrl-C ends the waiting, not the task.
            {ExitCodes.Explanation}

            Examples:
              p2c2r result level-7 --out result
              p2c2r result level-7 --out result --input moved/paths.json --json
            """);
        _ = new ResultCommand(command);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var id = parsed.GetValue(_id)!;
        var connection = _grid.Read(parsed);
        await using var grid = await GridClient.ConnectAsync(connection, stop);
        var summary = await grid.GetTaskAsync(id, stop);
        var input = parsed.GetValue(_input) ?? new SubmittedInputs(connection).Find(id)
            ?? throw new InputException($"task {id} wasn't submitted from this machine; give its input with --input FILE, merging needs it");
        var document = InputDocument.Read(input);
        var preview = new PreviewFile(parsed.GetValue(_out)!);
        using var progress = new ProgressLines(preview);
        var task = await grid.ResumeAsync(id, summary.Kind, document.Bytes, document.Files, progress, preview.Previews, stop);
        using var outcome = await task.WaitAsync(stop);
        progress.Dispose();
        return OutcomeWriter.Write(outcome, parsed.GetValue(_out), parsed.GetValue(_json), preview);
    }
}
