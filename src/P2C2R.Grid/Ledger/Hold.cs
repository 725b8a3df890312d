using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Earnings of one peer in one ledger that are released at one time.</summary>
internal sealed class Hold(PeerAccount peer, LedgerKind ledger, long releaseAt)
{
    public PeerAccount Peer { get; } = peer;

    public LedgerKind Ledger { get; } = ledger;

    public long ReleaseAt { get; } = releaseAt;

    public long Amount { get; set; }

    public bool Dirty { get; set; }

    /// <summary>By time, then account, then ledger: the order in which they are released.</summary>
    public static Comparer<Hold> Order { get; } = Comparer<Hold>.Create(static (a, b) =>
    {
        var order = a.ReleaseAt.CompareTo(b.ReleaseAt);
        if (order == 0) order = a.Peer.Id.CompareTo(b.Peer.Id);
        return order != 0 ? order : a.Ledger.CompareTo(b.Ledger);
    });
}
