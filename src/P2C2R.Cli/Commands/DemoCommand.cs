using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>A whole grid on this machine.</summary>
internal static class DemoCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "A whole grid on this machine");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r demo: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
