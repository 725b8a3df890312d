using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>A worker process, started by the peer.</summary>
internal static class WorkerCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("worker", "A worker process, started by the peer") { Hidden = true };
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r worker: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
