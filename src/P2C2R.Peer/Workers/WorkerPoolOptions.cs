namespace P2C2R.Peer.Workers;

/// <summary>What a pool needs to know.</summary>
internal sealed record WorkerPoolOptions
{
    /// <summary>Worker processes at most.</summary>
    public required int Slots { get; init; }

    /// <summary>How to start one.</summary>
    public required WorkerLaunch Launch { get; init; }

    /// <summary>Folder for big outputs.</summary>
    public required string Spool { get; init; }

    /// <summary>Memory of one worker.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Longest execution.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time for a kernel to see its cancellation before its process is killed.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Threads of a kernel.</summary>
    public int Threads { get; init; } = 1;
}
