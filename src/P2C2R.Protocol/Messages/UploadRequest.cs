namespace P2C2R.Protocol;

/// <summary>Coordinator to peer: upload this output to <c>/blobs/{hash}</c>, then say <c>uploaded</c>.</summary>
public sealed record UploadRequest : Message
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>The hash that was committed to.</summary>
    public required Sha256Hash Hash { get; init; }
}
