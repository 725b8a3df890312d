namespace P2C2R.Protocol;

/// <summary>Coordinator to gamer: these are on disk and paid into escrow. A promise.</summary>
public sealed record Accepted : Message
{
    /// <summary>One entry for each.</summary>
    public required IReadOnlyList<AcceptedTask> Tasks { get; init; }
}
