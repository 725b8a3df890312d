namespace P2C2R.Grid;

/// <summary>The balance of an account of the ledger, except escrow (which <see cref="TaskRow.Escrow"/> holds). Keyed by <see cref="Account"/>.</summary>
public sealed record BalanceRow
{
    /// <summary>The key.</summary>
    public required LedgerAccount Account { get; init; }

    /// <summary>Nano-dollars.</summary>
    public required long Balance { get; init; }
}
