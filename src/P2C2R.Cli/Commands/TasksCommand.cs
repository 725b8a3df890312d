using System.CommandLine;
using System.Text.Json.Nodes;
using P2C2R.Cli.Options;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Cli.Commands;

/// <summary>Lists a gamer's tasks.</summary>
internal sealed class TasksCommand
{
    private const int MaxCount = 10_000;

    private readonly Option<int> _count = new("--count") { Description = "How many, newest first", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON" };
    private readonly GridOptionSet _grid;

    private TasksCommand(Command command)
    {
        command.Add(_count);
        command.Add(_json);
        _grid = new GridOptionSet(command);
        _count.Validators.Add(r =>
        {
            if (r.GetValue(_count) is < 1 or > MaxCount) r.AddError($"--count must be 1 to {MaxCount}");
        });
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(parsed, stop)));
    }

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("tasks", """
            Lists your tasks, newest first.

            Example:
              p2c2r tasks --count 50 --coordinator wss://grid.example.org
            """);
        _ = new TasksCommand(command);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        await using var grid = await GridClient.ConnectAsync(_grid.Read(parsed), stop);
        var tasks = new List<TaskSummary>();
        long? next = null;
        do
        {
            var page = await grid.ListTasksAsync(next, stop);
            tasks.AddRange(page.Tasks);
            next = page.Next;
        }
        while (next is not null && tasks.Count < parsed.GetValue(_count));
        var wanted = tasks.Take(parsed.GetValue(_count)).ToList();
        if (parsed.GetValue(_json)) Console.WriteLine(Figures.Write(new JsonArray([.. wanted.Select(ToJson)])));
        else WriteTable(wanted);
        return ExitCodes.Done;
    }

    private static void WriteTable(List<TaskSummary> tasks)
    {
        var table = new TextTable("task", "kind", "state", ">slices", ">cached", ">cost", "submitted (UTC)", ">took");
        foreach (var task in tasks)
        {
            table.Add(
                task.Task,
                task.Kind,
                task.Error == ErrorCode.None ? Figures.Name(task.State) : $"{Figures.Name(task.State)} ({Figures.Name(task.Error)})",
                $"{task.Agreed}/{task.SliceCount}",
                $"{task.Cached}",
                task.Cost.ToString(),
                DateTimeOffset.FromUnixTimeMilliseconds(task.SubmittedAt).ToString("yyyy-MM-dd HH:mm:ss"),
                task.EndedAt is { } end ? Figures.Time(end - task.SubmittedAt) : "");
        }

        table.Write(Console.Out);
    }

    private static JsonObject ToJson(TaskSummary task) => new()
    {
        ["task"] = task.Task,
        ["kind"] = task.Kind,
        ["state"] = Figures.Name(task.State),
        ["error"] = Figures.Name(task.Error),
        ["message"] = task.Message,
        ["slices"] = task.SliceCount,
        ["agreed"] = task.Agreed,
        ["cached_slices"] = task.Cached,
        ["cost_nano_dollars"] = task.Cost.Value.ToString(),
        ["data_cost_nano_dollars"] = (task.DataCost ?? NanoDollars.Zero).Value.ToString(),
        ["data_bytes"] = task.DataBytes ?? 0,
        ["ledger"] = Figures.Name(task.Ledger),
        ["work_units"] = task.Units,
        ["submitted_at_ms"] = task.SubmittedAt,
        ["ended_at_ms"] = task.EndedAt,
    };
}
