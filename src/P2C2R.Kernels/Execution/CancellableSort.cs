namespace P2C2R.Kernels.Execution;

/// <summary>Sorts that see a cancel: hundreds of thousands of items take longer than a cancel may.</summary>
internal static class CancellableSort
{
    /// <summary>Sorts by a total order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the items are in no order then.</exception>
    public static void Sort<T>(Span<T> items, Comparison<T> compare, CancellationToken cancellation)
    {
        var round = 0;
        try
        {
            items.Sort((a, b) =>
            {
                cancellation.LookNowAndThen(round++);
                return compare(a, b);
            });
        }
        catch (InvalidOperationException e) when (e.InnerException is OperationCanceledException)
        {
            // The runtime wraps whatever a comparison throws.
            throw new OperationCanceledException(cancellation);
        }
    }
}
