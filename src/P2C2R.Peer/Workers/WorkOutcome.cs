using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>What came of an item.</summary>
internal sealed class WorkOutcome
{
    /// <summary><see cref="ErrorCode.None"/> where there is an output.</summary>
    public ErrorCode Failure { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>SHA-256 of the output, trailer included.</summary>
    public Sha256Hash Hash { get; init; }

    /// <summary>Its length.</summary>
    public long Length { get; init; }

    /// <summary>Work units.</summary>
    public long Units { get; init; }

    /// <summary>Time in the kernel.</summary>
    public long Nanoseconds { get; init; }

    /// <summary>The output, where there is no file.</summary>
    public byte[] Output { get; init; } = [];

    /// <summary>The output's file, or empty. Whoever gets the outcome owns it.</summary>
    public string Path { get; init; } = "";

    public static WorkOutcome Failed(ErrorCode code, string reason) =>
        new() { Failure = code, Reason = reason.Length <= Limits.MaxReasonLength ? reason : reason[..Limits.MaxReasonLength] };
}
