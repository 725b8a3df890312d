using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Computes on this machine.</summary>
internal static class RunCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Computes on this machine");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r run: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
