namespace P2C2R.Protocol;

/// <summary>Peer to coordinator: what it is computing. Renews those leases.</summary>
public sealed record Heartbeat : Message
{
    /// <summary>All attempts at hand.</summary>
    public required IReadOnlyList<AttemptProgress> Attempts { get; init; }
}
