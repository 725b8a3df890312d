namespace P2C2R.Protocol;

/// <summary>Peer to coordinator: no output.</summary>
public sealed record AttemptFailed : Message
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>Why.</summary>
    public required ErrorCode Code { get; init; }

    /// <summary>For people; at most <see cref="Limits.MaxReasonLength"/> characters.</summary>
    public required string Reason { get; init; }
}
