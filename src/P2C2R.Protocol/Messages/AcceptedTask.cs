namespace P2C2R.Protocol;

/// <summary>How much of a task is on disk.</summary>
public sealed record AcceptedTask
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The next <c>slices</c> message starts here.</summary>
    public required int SlicesReceived { get; init; }
}
