using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Earnings of a peer to be released at one time. Keyed by all but the amount; an amount of 0 deletes it.</summary>
public sealed record HoldRow
{
    /// <summary>Whose.</summary>
    public required AccountId Peer { get; init; }

    /// <summary>In which ledger.</summary>
    public required LedgerKind Ledger { get; init; }

    /// <summary>Unix microseconds, a multiple of <see cref="GridOptions.ReleaseInterval"/>.</summary>
    public required long ReleaseAt { get; init; }

    /// <summary>Nano-dollars.</summary>
    public required long Amount { get; init; }
}
