using P2C2R.Kernels;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>The slices of one sort in a workload, and what they cost.</summary>
/// <param name="name">What they do.</param>
internal sealed class MeasuredSlices(string name)
{
    /// <summary>What they do.</summary>
    public string Name => name;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Their work units.</summary>
    public long Units { get; private set; }

    /// <summary>Processor time, milliseconds, of one thread.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>Bytes of their outputs.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes that the planner expected, where that is more than fits into a message.</summary>
    public long ExpectedBytes { get; private set; }

    /// <summary>The one that took longest.</summary>
    public int Longest { get; private set; } = -1;

    /// <summary>How long it took, milliseconds of processor time.</summary>
    public double LongestMilliseconds { get; private set; }

    /// <summary>Milliseconds from cancels to the end of the slice.</summary>
    public List<double> Cancels { get; } = [];

    /// <summary>Takes the measurement of a slice.</summary>
    public void Add(int number, PlannedSlice slice, long units, double milliseconds, long bytes)
    {
        Count++;
        Units += units;
        Milliseconds += milliseconds;
        Bytes += bytes;
        ExpectedBytes += slice.OutputBytes;
        if (milliseconds < LongestMilliseconds) return;
        (Longest, LongestMilliseconds) = (number, milliseconds);
    }
}
