using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Balances.</summary>
internal static class AccountCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("account", "Balances");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r account: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
