using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>An attempt that has ended, inserted once. Leases aren't stored.</summary>
public sealed record AttemptRow
{
    /// <summary>The key.</summary>
    public required AttemptId Id { get; init; }

    /// <summary>The computation.</summary>
    public required Sha256Hash Key { get; init; }

    /// <summary>Who computed.</summary>
    public required AccountId Peer { get; init; }

    /// <summary>Number of the paying task at that time.</summary>
    public required long Task { get; init; }

    /// <summary>How it ended.</summary>
    public required AttemptState State { get; init; }

    /// <summary>Why it failed.</summary>
    public ErrorCode Code { get; init; } = ErrorCode.None;

    /// <summary>The peer's words.</summary>
    public required string? Reason { get; init; }

    /// <summary>Of the output, or zero.</summary>
    public Sha256Hash OutputHash { get; init; }

    /// <summary>Of the output.</summary>
    public long Units { get; init; }

    /// <summary>What it was paid.</summary>
    public NanoDollars Earned { get; init; } = NanoDollars.Zero;

    /// <summary>In which ledger.</summary>
    public LedgerKind Ledger { get; init; } = LedgerKind.Usd;

    /// <summary>Unix microseconds.</summary>
    public required long LeasedAt { get; init; }

    /// <summary>Unix microseconds.</summary>
    public required long EndedAt { get; init; }
}
