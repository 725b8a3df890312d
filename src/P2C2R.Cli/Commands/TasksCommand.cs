using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Lists tasks.</summary>
internal static class TasksCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("tasks", "Lists tasks");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r tasks: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
