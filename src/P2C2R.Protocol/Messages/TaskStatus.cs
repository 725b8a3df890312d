namespace P2C2R.Protocol;

/// <summary>Answer to <c>get_task</c>.</summary>
public sealed record TaskStatus : Message
{
    /// <summary>The task.</summary>
    public required TaskSummary Summary { get; init; }
}
