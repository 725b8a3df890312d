using System.CommandLine;
using P2C2R.Peer.Workers;

namespace P2C2R.Cli.Commands;

/// <summary>The process in which a peer's kernels run; started by the peer, never by people.</summary>
internal static class WorkerCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var spool = new Option<string>("--spool") { Required = true, Description = "Folder for outputs that are too big for a frame" };
        var command = new Command("worker", "Computes slices for the peer that started it, over standard input and output") { spool };
        command.Hidden = true;
        // Not an asynchronous action: those end on Ctrl-C, but a worker ends when its peer says so.
        command.SetAction(parsed => WorkerProgram.Run(parsed.GetRequiredValue(spool)));
        return command;
    }
}
