using System.CommandLine;

namespace P2C2R.Cli.Commands;

/// <summary>Lends this device.</summary>
internal static class PeerCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("peer", "Lends this device");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("p2c2r peer: not built yet");
            return ExitCodes.Internal;
        });
        return command;
    }
}
