namespace P2C2R.Protocol;

/// <summary>A task as its gamer sees it.</summary>
public sealed record TaskSummary
{
    /// <summary>The gamer's id for it.</summary>
    public required string Task { get; init; }

    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The kernel's version.</summary>
    public required int Version { get; init; }

    /// <summary>Where it is.</summary>
    public required TaskState State { get; init; }

    /// <summary>Why it failed.</summary>
    public ErrorCode Error { get; init; }

    /// <summary>The reason, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Slices in all.</summary>
    public required int SliceCount { get; init; }

    /// <summary>Slices agreed.</summary>
    public required int Agreed { get; init; }

    /// <summary>Slices that cost nothing, because they were known or paid by another.</summary>
    public int Cached { get; init; }

    /// <summary>What it has cost so far.</summary>
    public required NanoDollars Cost { get; init; }

    /// <summary>What of the cost was for data, charged when the task ends; null where no blob was stored or moved for it.</summary>
    public NanoDollars? DataCost { get; init; }

    /// <summary>Bytes of blobs and big outputs that were stored and moved for it; null for none.</summary>
    public long? DataBytes { get; init; }

    /// <summary>What is set aside for the rest.</summary>
    public NanoDollars Escrow { get; init; }

    /// <summary>In which ledger.</summary>
    public LedgerKind Ledger { get; init; }

    /// <summary>Work units of all agreed slices.</summary>
    public long Units { get; init; }

    /// <summary>Sum of the workers' times.</summary>
    public double ComputeMs { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long SubmittedAt { get; init; }

    /// <summary>Unix time in milliseconds; null while it runs.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Attempts paid for it, replicas included.</summary>
    public int Attempts { get; init; }
}
