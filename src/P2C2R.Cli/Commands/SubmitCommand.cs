using System.CommandLine;
using P2C2R.Cli.Inputs;
using P2C2R.Cli.Options;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Cli.Commands;

/// <summary>Submits one task, waits for it and writes its result.</summary>
internal sealed class SubmitCommand
{
    private readonly Argument<string> _kind = new("KIND") { Description = "What to compute, for example ai_pathfinding" };
    private readonly Option<string> _input = new("--input") { Description = "The input document; a MovingAI .map or .map.scen works too", HelpName = "FILE", Required = true };
    private readonly Option<string?> _out = new("--out") { Description = "Folder for the result's files", HelpName = "DIR" };
    private readonly Option<TimeSpan?> _deadline = new("--deadline") { Description = "Fail after this time: 500ms, 5s, 2m, 1h", HelpName = "TIME", CustomParser = DurationText.Parse };
    private readonly Option<NanoDollars?> _maxPrice = new("--max-price") { Description = "Refuse the task if it could cost more dollars", HelpName = "USD", CustomParser = DollarsText.Parse };
    private readonly Option<int> _replicas = new("--replicas") { Description = $"Peers that compute each slice and are compared, 1 to {Limits.MaxReplicas}; each is paid for", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _peers = new("--peers") { Description = "Only these peers, by their accounts: a17,a18", HelpName = "ACCOUNTS" };
    private readonly Option<TaskPriority?> _priority = new("--priority") { Description = "Among your own tasks; normal where it isn't given" };
    private readonly Option<string?> _id = new("--id") { Description = "The task's id; submitting the same id again is the same task", HelpName = "ID" };
    private readonly Option<bool> _fallback = new("--local-fallback") { Description = "Compute here when the grid can't, or not before the deadline" };
    private readonly Option<bool> _detach = new("--detach") { Description = "Return when the task is accepted; 'p2c2r result ID' fetches its result later" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };
    private readonly GridOptionSet _grid;

    private SubmitCommand(Command command)
    {
        command.Add(_kind);
        foreach (var option in new Option[] { _input, _out, _deadline, _maxPrice, _replicas, _peers, _priority, _id, _fallback, _detach, _json }) command.Add(option);
        _grid = new GridOptionSet(command);
        _priority.AcceptOnlyFromAmong([.. Enum.GetValues<TaskPriority>().Select(Figures.Name)]);
        _replicas.Validators.Add(r =>
        {
            if (r.GetValue(_replicas) is < 1 or > Limits.MaxReplicas) r.AddError($"--replicas must be 1 to {Limits.MaxReplicas}");
        });
        command.Validators.Add(r =>
        {
            if (r.GetResult(_detach) is null && r.GetResult(_out) is null) r.AddError("--out DIR is needed: the result's files go there (or --detach, and fetch the result later)");
        });
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(parsed, stop)));
    }

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("submit", $"""
            Submits a task, waits for it and writes its result. Progress goes to stderr, the summary to stdout. Ctrl-C cancels the task.
            Where the kind has pictures that fill in, DIR/preview.png shows what is there meanwhile.
            {ExitCodes.Explanation}

            Examples:
              p2c2r submit ai_pathfinding --input arena.map.scen --out result
              p2c2r submit ai_pathfinding --input paths.json --out result --deadline 5s --max-price 0.01 --replicas 2 --json
              p2c2r submit ai_pathfinding --input paths.json --id level-7 --detach
            """);
        _ = new SubmitCommand(command);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var input = parsed.GetValue(_input)!;
        var document = InputDocument.Read(input);
        var connection = _grid.Read(parsed);
        var options = ReadOptions(parsed);
        var preview = parsed.GetValue(_out) is { } directory ? new PreviewFile(directory) : null;
        using var progress = new ProgressLines(preview);
        try
        {
            await using var grid = await GridClient.ConnectAsync(connection, stop);
            new SubmittedInputs(connection).Add(options.Id!, input);
            if (parsed.GetValue(_detach)) return await DetachAsync(grid, parsed.GetValue(_kind)!, document, options, progress, stop);
            using var outcome = await grid.RunAsync(parsed.GetValue(_kind)!, document.Bytes, document.Files, options, progress, preview?.Previews, stop);
            return Report(parsed, progress, preview, outcome);
        }
        catch (GridException e) when (options.LocalFallback && e.Code == ErrorCode.Unreachable)
        {
            using var outcome = await LocalTask.RunAsync(parsed.GetValue(_kind)!, document.Bytes, document.Files, progress: progress, previews: preview?.Previews, cancellation: stop);
            return Report(parsed, progress, preview, outcome);
        }
    }

    private TaskOptions ReadOptions(ParseResult parsed) => new()
    {
        Id = parsed.GetValue(_id) ?? $"t-{Guid.NewGuid():N}",
        Priority = parsed.GetValue(_priority) ?? TaskPriority.Normal,
        Replicas = parsed.GetValue(_replicas),
        Requirements = parsed.GetValue(_peers) is { } peers ? new TaskRequirements { Peers = peers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) } : null,
        Deadline = parsed.GetValue(_deadline),
        MaxPrice = parsed.GetValue(_maxPrice),
        LocalFallback = parsed.GetValue(_fallback),
    };

    private static async Task<int> DetachAsync(GridClient grid, string kind, InputDocument document, TaskOptions options, ProgressLines progress, CancellationToken stop)
    {
        var task = await grid.SubmitAsync(kind, document.Bytes, document.Files, options, progress, cancellation: stop);
        progress.Dispose();
        if (!await task.Accepted)
        {
            using var refused = await task.WaitAsync(stop);
            await Console.Error.WriteLineAsync($"p2c2r: {Figures.Name(refused.Error)}: {refused.Message}");
            return ExitCodes.Of(refused.Error);
        }

        Console.WriteLine(task.Id);
        return ExitCodes.Done;
    }

    private int Report(ParseResult parsed, ProgressLines progress, PreviewFile? preview, TaskOutcome outcome)
    {
        progress.Dispose();
        return OutcomeWriter.Write(outcome, parsed.GetValue(_out), parsed.GetValue(_json), preview);
    }
}
