namespace P2C2R.Protocol;

/// <summary>Gamer to coordinator: delivered outputs of an ended task, from a slice on.</summary>
public sealed record GetOutputs : Message
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The first slice wanted.</summary>
    public int First { get; init; }
}
