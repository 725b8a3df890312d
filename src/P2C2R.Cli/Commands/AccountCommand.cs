using System.CommandLine;
using System.Text.Json.Nodes;
using P2C2R.Cli.Options;
using P2C2R.Cli.Output;
using P2C2R.Client;

namespace P2C2R.Cli.Commands;

/// <summary>Shows a gamer's money.</summary>
internal static class AccountCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("account", """
            Shows your balances.

            Example:
              p2c2r account --name my-studio
            """) { json };
        var grid = new GridOptionSet(command);
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(grid.Read(parsed), parsed.GetValue(json), stop)));
        return command;
    }

    private static async Task<int> RunAsync(GridClientOptions options, bool json, CancellationToken stop)
    {
        await using var grid = await GridClient.ConnectAsync(options, stop);
        var account = await grid.GetAccountAsync(stop);
        if (json)
        {
            Console.WriteLine(Figures.Write(new JsonObject
            {
                ["account"] = account.Account,
                ["balance_nano_dollars"] = account.Balance.Value.ToString(),
                ["promotional_nano_dollars"] = account.Promotional.Value.ToString(),
                ["spent_nano_dollars"] = account.Total.Value.ToString(),
                ["tasks_completed"] = account.TasksCompleted,
            }));
            return ExitCodes.Done;
        }

        Console.WriteLine($"account             {account.Account} ({options.Name} at {options.Coordinator})");
        Console.WriteLine($"balance             {account.Balance}");
        Console.WriteLine($"promotional credit  {account.Promotional}");
        Console.WriteLine($"spent               {account.Total}");
        Console.WriteLine($"tasks completed     {account.TasksCompleted}");
        return ExitCodes.Done;
    }
}
