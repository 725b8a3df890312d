using System.Diagnostics;
using System.Runtime.InteropServices;

namespace P2C2R.Peer.Workers;

/// <summary>
/// The worker process: computes slices, and has neither token nor socket. It lives as long as its standard input is open.
/// </summary>
public static class WorkerProgram
{
    /// <summary>Serves the agent over standard input and output until it closes them.</summary>
    /// <param name="spool">An existing folder for outputs that are too big for a frame.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string spool)
    {
        // Ctrl-C in a terminal reaches the whole group, but it is the agent who says when to end.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
        LowerPriority();
        var input = Console.OpenStandardInput();
        var output = Console.OpenStandardOutput();
        // Whatever a kernel prints must not get between frames.
        Console.SetOut(Console.Error);
        Console.SetIn(TextReader.Null);
        return new WorkerLoop(input, output, spool).Run();
    }

    private static void LowerPriority()
    {
        try
        {
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            Console.Error.WriteLine($"the worker's priority can't be lowered: {e.Message}");
        }
    }
}
