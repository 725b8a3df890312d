using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What peers have earned and not got yet, in buckets of <see cref="GridOptions.ReleaseInterval"/>.</summary>
internal sealed class Holds(GridState state)
{
    /// <summary>Releases in one tick, so that a full hour of them doesn't hold up the batch.</summary>
    private const int ReleasesPerTick = 256;

    private readonly SortedSet<Hold> _all = new(Hold.Order);
    private readonly List<Hold> _dirty = [];

    /// <summary>All holds, by release time.</summary>
    public IReadOnlyCollection<Hold> All => _all;

    /// <summary>Puts back what was stored.</summary>
    public void Load(PeerAccount peer, LedgerKind ledger, long releaseAt, long amount)
    {
        var hold = new Hold(peer, ledger, releaseAt) { Amount = amount };
        _all.Add(hold);
        ref var latest = ref peer.LatestHold[(int)ledger];
        if (latest is null || latest.ReleaseAt < releaseAt) latest = hold;
    }

    /// <summary>Adds pay that has just gone to a peer's held account.</summary>
    public void Add(PeerAccount peer, LedgerKind ledger, long amount)
    {
        if (amount == 0) return;
        var interval = Math.Max(1, state.Options.ReleaseInterval);
        var due = state.Now + state.Options.HoldPeriod;
        var releaseAt = (due + interval - 1) / interval * interval;
        ref var latest = ref peer.LatestHold[(int)ledger];
        if (latest is null || latest.ReleaseAt != releaseAt)
        {
            latest = new Hold(peer, ledger, releaseAt);
            _all.Add(latest);
        }
        latest.Amount = checked(latest.Amount + amount);
        Touch(latest);
    }

    /// <summary>Moves to the peers what is due.</summary>
    public void Release()
    {
        for (var i = 0; i < ReleasesPerTick && _all.Min is { } hold && hold.ReleaseAt <= state.Now; i++)
        {
            _all.Remove(hold);
            var ledger = (int)hold.Ledger;
            if (hold.Peer.LatestHold[ledger] == hold) hold.Peer.LatestHold[ledger] = null;
            state.Move(hold.Peer.Held[ledger], hold.Peer.Released[ledger], hold.Amount, TransferReason.Release, 0, null);
            hold.Amount = 0;
            Touch(hold);
        }
    }

    /// <summary>Writes the rows of all holds that changed.</summary>
    public void Flush(RowBatch rows)
    {
        foreach (var hold in _dirty)
        {
            hold.Dirty = false;
            rows.Holds.Add(new HoldRow { Peer = hold.Peer.Id, Ledger = hold.Ledger, ReleaseAt = hold.ReleaseAt, Amount = hold.Amount });
        }
        _dirty.Clear();
    }

    private void Touch(Hold hold)
    {
        if (hold.Dirty) return;
        hold.Dirty = true;
        _dirty.Add(hold);
    }
}
