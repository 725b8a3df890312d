namespace P2C2R.Coordinator.Loop;

/// <summary>How the loop batches.</summary>
public sealed record LoopOptions
{
    /// <summary>Commands in one call of the core.</summary>
    public int MaxBatch { get; init; } = 512;

    /// <summary>
    /// How long a commit may wait for the answers to leases that left before it, so that admission and result share one
    /// fsync (the idea of PostgreSQL's commit_delay). Never longer than a commit takes.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Answers are waited for only while at most this many are out; with more, the next batch is full anyway.</summary>
    public int LingerLeases { get; init; } = 4;

    /// <summary>How long after a commit the loop waits without sleeping: whoever gets a result often sends the next task at once.</summary>
    public TimeSpan Awake { get; init; } = TimeSpan.FromMicroseconds(250);

    /// <summary>Time between two ticks while tasks are live, and the longest that a peer waits to hear of its pay.</summary>
    public TimeSpan BusyTick { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Time between two ticks while none is.</summary>
    public TimeSpan IdleTick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Commands that may wait; above it, connections are read no further.</summary>
    public int MaxWaiting { get; init; } = 16_384;
}
