using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>An account holder, written when it is new or its record changed. Keyed by <see cref="Id"/>.</summary>
public sealed record AccountRow
{
    /// <summary>The key.</summary>
    public required AccountId Id { get; init; }

    /// <summary>Gamer or peer.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>As given at registration.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its token; unique.</summary>
    public required Sha256Hash TokenHash { get; init; }

    /// <summary>Unix microseconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Unix microseconds.</summary>
    public required long LastSeenAt { get; init; }

    /// <summary>A gamer's.</summary>
    public long TasksSubmitted { get; init; }

    /// <summary>A gamer's tasks done; a peer's attempts paid.</summary>
    public long TasksCompleted { get; init; }

    /// <summary>All that it has spent or earned, both ledgers.</summary>
    public NanoDollars Total { get; init; } = NanoDollars.Zero;

    /// <summary>A peer's attempts that failed or whose lease expired.</summary>
    public long AttemptsFailed { get; init; }

    /// <summary>A peer's attempts whose output was not the one agreed on.</summary>
    public long AttemptsDisputed { get; init; }

    /// <summary>For how long a peer was connected, in all: its availability record is this over its age.</summary>
    public long ConnectedMicroseconds { get; init; }

    /// <summary>What was learned of a peer's speed.</summary>
    public IReadOnlyList<PeerSpeed> Speeds { get; init; } = [];
}
