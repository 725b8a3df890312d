using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// What the coordinator may spend of its fees on hedges and tie-breaks. When one starts, its highest price is reserved (in
/// memory only: a restart forgets attempts and reservations alike), so that it can be paid whatever the others cost.
/// </summary>
internal sealed class FeeBudget(GridState state)
{
    private readonly long[] _reserved = new long[2];

    /// <summary>Reserved in a ledger.</summary>
    public long Reserved(LedgerKind ledger) => _reserved[(int)ledger];

    /// <summary>Whether the fees of the payer's ledger cover one more attempt.</summary>
    public bool Covers(Computation computation)
    {
        var ledger = computation.Payer.Ledger;
        return state.Books.Fees(ledger).Value - _reserved[(int)ledger] >= computation.MaxPrice;
    }

    /// <summary>Reserves for an attempt; call only where <see cref="Covers"/>.</summary>
    public void Reserve(Attempt attempt)
    {
        attempt.Budget = attempt.Computation.Payer.Ledger;
        attempt.Reserve = attempt.Computation.MaxPrice;
        _reserved[(int)attempt.Budget] += attempt.Reserve;
    }

    /// <summary>Gives back what was reserved for one attempt: it has been paid.</summary>
    public void Release(Attempt attempt)
    {
        _reserved[(int)attempt.Budget] -= attempt.Reserve;
        attempt.Reserve = 0;
    }

    /// <summary>Gives back what the attempts of a computation had reserved, once none of them can still earn.</summary>
    public void Release(Computation computation)
    {
        if (!computation.IsOver) return;
        foreach (var attempt in computation.Attempts)
        {
            if (attempt.State is AttemptState.Leased or AttemptState.Received) return;
        }
        foreach (var attempt in computation.Attempts) Release(attempt);
    }
}
