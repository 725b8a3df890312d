namespace P2C2R.Protocol;

/// <summary>Answer to <c>get_outputs</c>.</summary>
public sealed record Outputs : Message
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>At most <see cref="Limits.MaxOutputsPerMessage"/>.</summary>
    public required IReadOnlyList<SliceOutput> Items { get; init; }

    /// <summary>Ask again from here; null at the end, and where slices were named: those of them that are not here are asked for again.</summary>
    public int? Next { get; init; }
}
