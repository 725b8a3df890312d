namespace P2C2R.Protocol;

/// <summary>The fixed price basis of a kernel.</summary>
public sealed record KernelRate
{
    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>Work units in one reference second.</summary>
    public required long UnitsPerReferenceSecond { get; init; }
}
