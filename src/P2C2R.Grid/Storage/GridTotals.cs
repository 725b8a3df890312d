namespace P2C2R.Grid;

/// <summary>Counts over all time, kept across restarts as far as the tables give them.</summary>
public sealed record GridTotals
{
    /// <summary>Tasks accepted.</summary>
    public long TasksAccepted { get; init; }

    /// <summary>Tasks done.</summary>
    public long TasksDone { get; init; }

    /// <summary>Tasks failed.</summary>
    public long TasksFailed { get; init; }

    /// <summary>Tasks cancelled.</summary>
    public long TasksCancelled { get; init; }

    /// <summary>Slices answered from the cache or from another task's computation.</summary>
    public long CacheHits { get; init; }

    /// <summary>Attempts whose output was not the one agreed on.</summary>
    public long Disputes { get; init; }

    /// <summary>Computations started again because a peer was lost, failed or let its lease expire.</summary>
    public long Failovers { get; init; }

    /// <summary>Second attempts at late computations.</summary>
    public long Hedges { get; init; }

    /// <summary>Attempts paid.</summary>
    public long AttemptsPaid { get; init; }
}
