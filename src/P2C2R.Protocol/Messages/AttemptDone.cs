namespace P2C2R.Protocol;

/// <summary>Peer to coordinator: the output, or what commits to it.</summary>
public sealed record AttemptDone : Message
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>SHA-256 of the output, trailer included.</summary>
    public required Sha256Hash Hash { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Work units, as in its trailer.</summary>
    public required long Units { get; init; }

    /// <summary>Time the worker took; for statistics, never for money.</summary>
    public double ComputeMs { get; init; }

    /// <summary>The bytes, when at most <see cref="Limits.MaxInlineOutputBytes"/>.</summary>
    public ReadOnlyMemory<byte>? Output { get; init; }

    /// <summary><see cref="OutputCommitment"/>, when they are more.</summary>
    public Sha256Hash? Commitment { get; init; }
}
