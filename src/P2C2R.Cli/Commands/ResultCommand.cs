using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Fetches a result.</summary>
internal static class ResultCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("result", "Fetches a result");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r result: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
