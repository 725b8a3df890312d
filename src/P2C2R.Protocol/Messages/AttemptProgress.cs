namespace P2C2R.Protocol;

/// <summary>How far an attempt is.</summary>
public sealed record AttemptProgress
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>0 to 1.</summary>
    public double Fraction { get; init; }

    /// <summary>The newest of what a language model beside the peer has said so far, at most <see cref="Limits.MaxSaidLength"/> characters; only of kernels that aren't reproducible.</summary>
    public string? Said { get; init; }
}
