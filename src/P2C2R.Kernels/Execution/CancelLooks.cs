using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Execution;

/// <summary>Looking for a cancel inside long loops, where each round takes less than 40 microseconds.</summary>
internal static class CancelLooks
{
    private const int RoundsBetween = 1024;

    /// <summary>Looks once in 1,024 rounds, the first one included.</summary>
    /// <param name="cancellation">What to look at.</param>
    /// <param name="round">The number of the round.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LookNowAndThen(this CancellationToken cancellation, int round)
    {
        if ((round & (RoundsBetween - 1)) == 0) cancellation.ThrowIfCancellationRequested();
    }
}
