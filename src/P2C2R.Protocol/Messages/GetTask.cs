namespace P2C2R.Protocol;

/// <summary>Gamer to coordinator: where is this task. Answered by <c>task</c>, and by its result when it ends.</summary>
public sealed record GetTask : Message
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }
}
