using System.Runtime.InteropServices;

namespace P2C2R.Cli.Peers;

/// <summary>The first Ctrl-C or SIGTERM asks to finish; the second ends the process at once.</summary>
internal sealed class DrainSignals : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public DrainSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Take);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
    }

    /// <summary>Cancelled by the first.</summary>
    public CancellationToken First => _first.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _first.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_first.IsCancellationRequested) Environment.Exit(ExitCodes.Cancelled);
        _first.Cancel();
    }
}
