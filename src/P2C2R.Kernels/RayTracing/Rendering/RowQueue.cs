namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>Hands out rows to threads, and reports how many are done. Safe for threads.</summary>
/// <param name="count">Rows.</param>
/// <param name="progress">Takes fractions from 0 to 1, from one thread at a time.</param>
internal sealed class RowQueue(int count, Action<double> progress)
{
    private readonly object _gate = new();
    private int _next;

    /// <summary>The next row; false where there is none.</summary>
    public bool TryTake(out int row)
    {
        lock (_gate)
        {
            row = _next;
            if (row > 0 && row <= count) progress((double)row / count);
            if (row >= count) return false;
            _next++;
            return true;
        }
    }

    /// <summary>Hands out no more.</summary>
    public void Stop()
    {
        lock (_gate) _next = count;
    }
}
