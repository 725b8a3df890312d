using System.CommandLine;
using P2C2R.Cli.Options;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Cli.Commands;

/// <summary>Cancels a task.</summary>
internal static class CancelCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The task's id" };
        var command = new Command("cancel", $"""
            Cancels a task; what was computed so far is paid, the rest of its price returns to you.
            Exit codes: 0 cancelled, 3 coordinator unreachable, 4 there is no such task or it had ended before.

            Example:
              p2c2r cancel level-7
            """) { id };
        var grid = new GridOptionSet(command);
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(grid.Read(parsed), parsed.GetValue(id)!, stop)));
        return command;
    }

    private static async Task<int> RunAsync(GridClientOptions options, string id, CancellationToken stop)
    {
        await using var grid = await GridClient.ConnectAsync(options, stop);
        var summary = await grid.CancelAsync(id, stop);
        var cost = $"{Figures.Money(summary.Cost, summary.Ledger)} were paid for {summary.Agreed} of {summary.SliceCount} slices";
        if (summary.State == TaskState.Cancelled)
        {
            Console.WriteLine($"{id}: cancelled; {cost}");
            return ExitCodes.Done;
        }

        await Console.Error.WriteLineAsync($"{id}: had ended as {Figures.Name(summary.State)} before; {cost}");
        return ExitCodes.Refused;
    }
}
