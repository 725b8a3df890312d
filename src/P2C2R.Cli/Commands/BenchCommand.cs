using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Measures.</summary>
internal static class BenchCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("bench", "Measures");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r bench: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
