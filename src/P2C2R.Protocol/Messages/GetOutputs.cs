namespace P2C2R.Protocol;

/// <summary>
/// Gamer to coordinator: delivered outputs of a task, from a slice on when it has ended; or of certain slices, also while it is computed, and
/// when it failed. Those that are agreed and paid for are answered, the others are left out.
/// </summary>
public sealed record GetOutputs : Message
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The first slice wanted, where <see cref="Slices"/> doesn't name them.</summary>
    public int First { get; init; }

    /// <summary>The slices wanted, at most <see cref="Limits.MaxOutputsPerMessage"/>; null for all of an ended task, in parts.</summary>
    public IReadOnlyList<int>? Slices { get; init; }
}
