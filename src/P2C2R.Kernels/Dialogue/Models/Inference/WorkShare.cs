namespace P2C2R.Kernels.Dialogue.Models.Inference;

/// <summary>Shares work out between threads. What is computed doesn't depend on how.</summary>
/// <param name="threads">Threads that may be used.</param>
/// <param name="cancellation">Ends the work early.</param>
internal sealed class WorkShare(int threads, CancellationToken cancellation)
{
    // Less than this isn't worth waking a thread for: about 20 microseconds of one core.
    private const long WorthSharing = 1 << 19;

    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };

    /// <summary>Ends the work early.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether so many multiplications should be shared.</summary>
    public bool IsWorthSharing(long cost) => threads > 1 && cost >= WorthSharing;

    /// <summary>Computes items 0 to <paramref name="count"/> - 1, in ranges that begin at multiples of <paramref name="bundle"/>.</summary>
    /// <param name="count">Items.</param>
    /// <param name="bundle">Items that stay together.</param>
    /// <param name="compute">Takes a range: first, and one after the last.</param>
    public void Run(int count, int bundle, Action<int, int> compute)
    {
        var bundles = (count + bundle - 1) / bundle;
        var parts = Math.Min(threads, bundles);
        Parallel.For(0, parts, _options, part =>
            compute((int)((long)bundles * part / parts) * bundle, Math.Min(count, (int)((long)bundles * (part + 1) / parts) * bundle)));
    }
}
