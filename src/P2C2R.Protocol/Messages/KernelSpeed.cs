namespace P2C2R.Protocol;

/// <summary>One kernel of a peer and how fast it measured itself.</summary>
public sealed record KernelSpeed
{
    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>Work units per second in one slot; a first guess, replaced by what the coordinator observes. 0 where not measured.</summary>
    public double UnitsPerSecond { get; init; }
}
