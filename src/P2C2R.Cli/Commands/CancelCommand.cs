using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Cancels a task.</summary>
internal static class CancelCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("cancel", "Cancels a task");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r cancel: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
