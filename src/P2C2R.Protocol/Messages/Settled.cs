namespace P2C2R.Protocol;

/// <summary>Coordinator to peer: what became of attempts. A promise: on disk.</summary>
public sealed record Settled : Message
{
    /// <summary>One entry for each.</summary>
    public required IReadOnlyList<SettledAttempt> Attempts { get; init; }
}
