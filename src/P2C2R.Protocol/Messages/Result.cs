namespace P2C2R.Protocol;

/// <summary>Coordinator to gamer: a task has ended. A promise: stored and paid.</summary>
public sealed record Result : Message
{
    /// <summary>What became of it.</summary>
    public required TaskSummary Summary { get; init; }

    /// <summary>All delivered outputs, when they fit; null where they must be fetched with <c>get_outputs</c>.</summary>
    public IReadOnlyList<SliceOutput>? Outputs { get; init; }
}
