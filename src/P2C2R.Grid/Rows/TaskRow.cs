using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A task, written at admission and when anything here changed. Keyed by <see cref="Number"/>; (<see cref="Gamer"/>, <see cref="Id"/>) is unique.</summary>
public sealed record TaskRow
{
    /// <summary>The key: 1, 2, 3 ...</summary>
    public required long Number { get; init; }

    /// <summary>Whose task.</summary>
    public required AccountId Gamer { get; init; }

    /// <summary>The gamer's id for it.</summary>
    public required string Id { get; init; }

    /// <summary>What computes it.</summary>
    public required KernelId Kernel { get; init; }

    /// <summary>Among the gamer's own.</summary>
    public required TaskPriority Priority { get; init; }

    /// <summary>Replicas asked for.</summary>
    public required int Replicas { get; init; }

    /// <summary>Unix microseconds, or null.</summary>
    public required long? Deadline { get; init; }

    /// <summary>Memory that an attempt needs.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Whether it needs a graphics processor.</summary>
    public bool Gpu { get; init; }

    /// <summary>Only these peers; empty for any.</summary>
    public IReadOnlyList<AccountId> Peers { get; init; } = [];

    /// <summary>Slices in all.</summary>
    public required int SliceCount { get; init; }

    /// <summary>Slices on disk.</summary>
    public required int SlicesReceived { get; init; }

    /// <summary>Sum of the slices' maximum units.</summary>
    public required long MaxUnits { get; init; }

    /// <summary>Bytes of blobs, once for each replica, and of big outputs that it may be charged for.</summary>
    public long MaxDataBytes { get; init; }

    /// <summary>Of its submission.</summary>
    public required Sha256Hash Digest { get; init; }

    /// <summary>Where it is.</summary>
    public required TaskState State { get; init; }

    /// <summary>Why it failed.</summary>
    public ErrorCode Error { get; init; } = ErrorCode.None;

    /// <summary>The reason, for people.</summary>
    public required string? Message { get; init; }

    /// <summary>Who pays: dollars or promotional credit.</summary>
    public required LedgerKind Ledger { get; init; }

    /// <summary>Still set aside; 0 when it has ended.</summary>
    public required NanoDollars Escrow { get; init; }

    /// <summary>Paid so far.</summary>
    public NanoDollars Cost { get; init; } = NanoDollars.Zero;

    /// <summary>What of it was for data.</summary>
    public NanoDollars DataCost { get; init; } = NanoDollars.Zero;

    /// <summary>Bytes stored and moved for it.</summary>
    public long DataBytes { get; init; }

    /// <summary>Slices agreed.</summary>
    public int Agreed { get; init; }

    /// <summary>Slices that cost nothing.</summary>
    public int Cached { get; init; }

    /// <summary>Attempts paid.</summary>
    public int Attempts { get; init; }

    /// <summary>Work units of agreed slices.</summary>
    public long Units { get; init; }

    /// <summary>Sum of workers' times of agreed slices.</summary>
    public double ComputeMs { get; init; }

    /// <summary>Unix microseconds.</summary>
    public required long SubmittedAt { get; init; }

    /// <summary>Unix microseconds.</summary>
    public required long? EndedAt { get; init; }
}
