using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Submits a task.</summary>
internal static class SubmitCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("submit", "Submits a task");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r submit: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
