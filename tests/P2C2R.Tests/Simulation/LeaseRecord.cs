using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>A lease that left, and what its peer made of it.</summary>
public sealed class LeaseRecord
{
    public required AttemptId Attempt { get; init; }

    public required Sha256Hash Key { get; init; }

    /// <summary>Hash of the token of the peer that it went to.</summary>
    public required Sha256Hash Peer { get; init; }

    /// <summary>The connection that it left on; once the peer has another, it may come back without what it had.</summary>
    public required SessionId Session { get; init; }

    public required string Nonce { get; init; }

    /// <summary>Microseconds.</summary>
    public required long Duration { get; init; }

    /// <summary>When it was sent or the last heartbeat for it was taken in.</summary>
    public required long RenewedAt { get; set; }

    public List<(Sha256Hash Hash, long Units)> Answers { get; } = [];

    public bool HasFailed { get; set; }

    /// <summary>Answered, cancelled or ended in storage.</summary>
    public bool HasEnded { get; set; }

    public Sha256Hash? UploadHash { get; set; }
}
