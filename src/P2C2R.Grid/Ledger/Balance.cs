namespace P2C2R.Grid;

/// <summary>An account of the ledger and what is on it. Held by whom it belongs to, so that a transfer needs no look-up.</summary>
internal sealed class Balance(LedgerAccount account)
{
    public LedgerAccount Account { get; } = account;

    /// <summary>Nano-dollars. Only <see cref="Books"/> changes it.</summary>
    public long Value { get; set; }

    /// <summary>Whether a row of it is due at the end of the batch.</summary>
    public bool Dirty { get; set; }

    /// <summary>Money from outside and promotional credit have to come from somewhere; everybody else spends what he has.</summary>
    public bool MayBeNegative => Account.Type is AccountType.World or AccountType.PromotionalPool;
}
