namespace P2C2R.Protocol;

/// <summary>What a peer must have to compute a task.</summary>
public sealed record TaskRequirements
{
    /// <summary>Memory for one attempt; 0 for any.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Whether it needs a graphics processor.</summary>
    public bool Gpu { get; init; }

    /// <summary>Only these peers (accounts, as in their welcome); empty for any.</summary>
    public IReadOnlyList<string> Peers { get; set => field = value ?? []; } = [];
}
