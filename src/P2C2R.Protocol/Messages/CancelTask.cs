namespace P2C2R.Protocol;

/// <summary>Gamer to coordinator: end this task. Answered by its result.</summary>
public sealed record CancelTask : Message
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }
}
