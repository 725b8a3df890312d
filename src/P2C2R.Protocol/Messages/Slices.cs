namespace P2C2R.Protocol;

/// <summary>Gamer to coordinator: more slices of a task whose submit was accepted.</summary>
public sealed record Slices : Message
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>Number of the first one here.</summary>
    public required int First { get; init; }

    /// <summary>At most <see cref="Limits.MaxSlicesPerMessage"/>.</summary>
    public required IReadOnlyList<SliceSpec> Items { get; init; }
}
