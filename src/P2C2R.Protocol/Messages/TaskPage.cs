namespace P2C2R.Protocol;

/// <summary>Answer to <c>list_tasks</c>.</summary>
public sealed record TaskPage : Message
{
    /// <summary>At most <see cref="Limits.MaxTasksPerPage"/>, newest first.</summary>
    public required IReadOnlyList<TaskSummary> Tasks { get; init; }

    /// <summary>Ask again with this as <c>before</c>; null at the end.</summary>
    public long? Next { get; init; }
}
