namespace P2C2R.Protocol;

/// <summary>Peer to coordinator: the output that was asked for is stored.</summary>
public sealed record Uploaded : Message
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }
}
