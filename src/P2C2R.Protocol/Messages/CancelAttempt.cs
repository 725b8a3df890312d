namespace P2C2R.Protocol;

/// <summary>Coordinator to peer: stop, nobody needs it. Also the answer to a declared attempt that is no longer wanted.</summary>
public sealed record CancelAttempt : Message
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }
}
