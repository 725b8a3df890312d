using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>An interactive menu.</summary>
internal static class GamerCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("gamer", "An interactive menu");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r gamer: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
