using System.CommandLine;
using P2C2R.Cli.Inputs;
using P2C2R.Cli.Output;
using P2C2R.Client;

namespace P2C2R.Cli.Commands;

/// <summary>Computes a task on this machine, without a grid.</summary>
internal sealed class RunCommand
{
    private const int MaxThreads = 1024;

    private readonly Argument<string> _kind = new("KIND") { Description = "What to compute, for example ai_pathfinding" };
    private readonly Option<string> _input = new("--input") { Description = "The input document; a MovingAI .map or .map.scen works too", HelpName = "FILE", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the result's files; without it there is the summary alone", HelpName = "DIR" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads to use; 0 for all that the machine has", HelpName = "N" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    private RunCommand(Command command)
    {
        command.Add(_kind);
        foreach (var option in new Option[] { _input, _out, _threads, _json }) command.Add(option);
        _threads.Validators.Add(r =>
        {
            if (r.GetValue(_threads) is < 0 or > MaxThreads) r.AddError($"--threads must be 0 to {MaxThreads}");
        });
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(parsed, stop)));
    }

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("run", $"""
            Computes a task on this machine, without a grid: the same output_sha256 and work_units, free of charge.
            Where the kind has pictures that fill in, DIR/preview.png shows it meanwhile.
            {ExitCodes.Explanation}

            Examples:
              p2c2r run ai_pathfinding --input arena.map.scen --out result
              p2c2r run ai_pathfinding --input paths.json --threads 1 --json
            """);
        _ = new RunCommand(command);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var document = InputDocument.Read(parsed.GetValue(_input)!);
        var directory = parsed.GetValue(_out);
        var preview = directory is null ? null : new PreviewFile(directory);
        using var progress = new ProgressLines(preview);
        using var outcome = await LocalTask.RunAsync(parsed.GetValue(_kind)!, document.Bytes, document.Files, parsed.GetValue(_threads), progress, preview?.Previews, stop);
        progress.Dispose();
        return OutcomeWriter.Write(outcome, directory, parsed.GetValue(_json), preview);
    }
}
