using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// The double-entry ledger: every movement of money goes through <see cref="Move"/>, which writes one transfer with one
/// debit and one credit. Per ledger all balances, escrow included, add up to 0.
/// </summary>
internal sealed class Books
{
    private readonly List<Balance> _dirty = [];
    private readonly Balance[] _world = [new(new LedgerAccount(AccountType.World, LedgerKind.Usd, 0)), new(new LedgerAccount(AccountType.World, LedgerKind.Promotional, 0))];
    private readonly Balance[] _fees = [new(new LedgerAccount(AccountType.Fees, LedgerKind.Usd, 0)), new(new LedgerAccount(AccountType.Fees, LedgerKind.Promotional, 0))];

    /// <summary>Where promotional credit comes from.</summary>
    public Balance Pool { get; } = new(new LedgerAccount(AccountType.PromotionalPool, LedgerKind.Promotional, 0));

    /// <summary>Id of the last transfer.</summary>
    public long LastTransfer { get; set; }

    /// <summary>The rest of the world.</summary>
    public Balance World(LedgerKind ledger) => _world[(int)ledger];

    /// <summary>The coordinator's fees.</summary>
    public Balance Fees(LedgerKind ledger) => _fees[(int)ledger];

    /// <summary>Moves an amount; 0 moves nothing and writes nothing.</summary>
    /// <exception cref="InvalidOperationException">The debit side would become negative, or the two are of different ledgers: a bug.</exception>
    public void Move(RowBatch rows, Balance debit, Balance credit, long amount, TransferReason reason, long task, string? reference, long now)
    {
        if (amount == 0) return;
        if (amount < 0 || debit.Account.Ledger != credit.Account.Ledger) throw new InvalidOperationException($"no transfer: {amount} from {debit.Account} to {credit.Account}");
        if (!debit.MayBeNegative && debit.Value < amount) throw new InvalidOperationException($"{debit.Account} holds {debit.Value}, less than {amount}");
        debit.Value = checked(debit.Value - amount);
        credit.Value = checked(credit.Value + amount);
        Touch(debit);
        Touch(credit);
        rows.Transfers.Add(new TransferRow
        {
            Id = ++LastTransfer,
            Debit = debit.Account,
            Credit = credit.Account,
            Amount = amount,
            Reason = reason,
            Task = task,
            Reference = reference,
            At = now,
        });
    }

    /// <summary>Writes the rows of all balances that changed. Escrow has none: its task's row holds it.</summary>
    public void Flush(RowBatch rows)
    {
        foreach (var balance in _dirty)
        {
            balance.Dirty = false;
            rows.Put(new BalanceRow { Account = balance.Account, Balance = balance.Value });
        }
        _dirty.Clear();
    }

    private void Touch(Balance balance)
    {
        if (balance.Dirty || balance.Account.Type == AccountType.Escrow) return;
        balance.Dirty = true;
        _dirty.Add(balance);
    }
}
