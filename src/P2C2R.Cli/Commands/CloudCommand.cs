using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>The coordinator.</summary>
internal static class CloudCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("cloud", "The coordinator");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r cloud: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
