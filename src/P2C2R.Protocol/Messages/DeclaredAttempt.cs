namespace P2C2R.Protocol;

/// <summary>An attempt that a returning peer is still working on.</summary>
public sealed record DeclaredAttempt
{
    /// <summary>The id from the lease.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>The key of the computation.</summary>
    public required Sha256Hash Key { get; init; }
}
