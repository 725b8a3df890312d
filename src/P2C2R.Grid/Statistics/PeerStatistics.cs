using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A connected peer on the status page.</summary>
public sealed record PeerStatistics
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Attempts it computes at once.</summary>
    public required int Slots { get; init; }

    /// <summary>Attempts it has.</summary>
    public required int Active { get; init; }

    /// <summary>Attempts paid, over all time.</summary>
    public required long Completed { get; init; }

    /// <summary>Attempts failed or expired, over all time.</summary>
    public required long Failed { get; init; }

    /// <summary>Attempts disputed, over all time.</summary>
    public required long Disputed { get; init; }

    /// <summary>All that it has earned, both ledgers.</summary>
    public required NanoDollars Earned { get; init; }

    internal static PeerStatistics Of(PeerAccount peer) => new()
    {
        Account = peer.Id,
        Name = peer.Name,
        Slots = peer.Slots,
        Active = peer.Active.Count,
        Completed = peer.TasksCompleted,
        Failed = peer.AttemptsFailed,
        Disputed = peer.AttemptsDisputed,
        Earned = new NanoDollars(peer.Total),
    };
}
