using System.Numerics;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>The books, kept a second time from the transfers alone.</summary>
public sealed class LedgerModel(GridOptions options)
{
    private readonly Dictionary<LedgerAccount, long> _balances = [];
    private readonly Dictionary<(AccountId Peer, LedgerKind Ledger, long ReleaseAt), long> _holds = [];
    private long _lastTransfer;

    public long Balance(LedgerAccount account) => _balances.GetValueOrDefault(account);

    /// <summary>What the gamer pays for one attempt, in arithmetic that can't overflow; the rule is written in docs/economics.md.</summary>
    public BigInteger Price(KernelId kernel, long units) =>
        BigInteger.Divide(new BigInteger(units) * options.PeerRate.Value * 100, (100 - options.FeePercent) * new BigInteger(options.Rates[kernel]) * 3600);

    /// <summary>What so many bytes cost.</summary>
    public BigInteger DataPrice(BigInteger bytes) => BigInteger.Divide(bytes * options.DataRate.Value, BigInteger.Pow(2, 30));

    public BigInteger Fee(BigInteger price) => price * options.FeePercent / 100;

    public void Book(TransferRow row)
    {
        Require(row.Id > _lastTransfer, "transfer ids rise", row);
        Require(row.Amount > 0, "transfers move something", row);
        Require(row.Debit.Ledger == row.Credit.Ledger && row.Debit != row.Credit, "transfers stay in one ledger", row);
        _lastTransfer = row.Id;
        _balances[row.Debit] = checked(Balance(row.Debit) - row.Amount);
        _balances[row.Credit] = checked(Balance(row.Credit) + row.Amount);
        if (row.Debit.Type == AccountType.PromotionalPool) Require(Balance(row.Debit) >= -options.PromotionalCap.Value, "promotional cap", row);
        else if (row.Debit.Type != AccountType.World) Require(Balance(row.Debit) >= 0, "no account is negative", row);
        Require(IsAllowed(row), "transfers go where their reason says", row);
        if (row.Reason == TransferReason.Pay) Hold(row);
    }

    /// <summary>The rows say the same as the transfers, for every account that this batch touched.</summary>
    public void Compare(RowBatch rows)
    {
        var written = rows.Balances.ToDictionary(row => row.Account, row => row.Balance);
        foreach (var account in rows.Transfers.SelectMany(row => new[] { row.Debit, row.Credit }).Distinct())
        {
            var balance = account.Type == AccountType.Escrow
                ? rows.Tasks.FirstOrDefault(task => task.Number == account.Owner)?.Escrow.Value
                : written.TryGetValue(account, out var row) ? row : null;
            InvariantViolationException.Unless(balance == Balance(account), "balances follow from transfers", () => $"{account} is {balance}, transfers say {Balance(account)}");
        }

        foreach (var row in rows.Balances)
        {
            InvariantViolationException.Unless(row.Balance == Balance(row.Account), "balances follow from transfers", () => $"{row}, transfers say {Balance(row.Account)}");
        }

        CompareHolds(rows);
    }

    /// <summary>All of it: after a restart, and at the end.</summary>
    public void CompareAll(DurableState durable)
    {
        var stored = durable.Balances.Concat(durable.Tasks.Values.Select(task =>
            KeyValuePair.Create(new LedgerAccount(AccountType.Escrow, task.Ledger, task.Number), task.Escrow.Value))).ToList();
        foreach (var ledger in stored.GroupBy(pair => pair.Key.Ledger))
        {
            InvariantViolationException.Unless(ledger.Sum(pair => pair.Value) == 0, "each ledger sums to zero", () => $"{ledger.Key}: {ledger.Sum(pair => pair.Value)}");
        }

        foreach (var (account, balance) in stored)
        {
            InvariantViolationException.Unless(balance == Balance(account), "balances follow from transfers", () => $"{account} is {balance}, transfers say {Balance(account)}");
        }

        InvariantViolationException.Unless(Enumerable.SequenceEqual(_holds.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key), durable.Holds.OrderBy(pair => pair.Key)),
            "holds follow from pay and release", () => $"stored {string.Join(", ", durable.Holds)}, expected {string.Join(", ", _holds.Where(pair => pair.Value != 0))}");
    }

    private static bool IsAllowed(TransferRow row) => (row.Reason, row.Debit.Type, row.Credit.Type) is
        (TransferReason.Deposit, AccountType.World, AccountType.Gamer)
        or (TransferReason.Grant, AccountType.PromotionalPool, AccountType.Gamer)
        or (TransferReason.Escrow, AccountType.Gamer, AccountType.Escrow)
        or (TransferReason.Pay, AccountType.Escrow or AccountType.Fees, AccountType.PeerHeld)
        or (TransferReason.Fee or TransferReason.Data, AccountType.Escrow, AccountType.Fees)
        or (TransferReason.Refund, AccountType.Escrow, AccountType.Gamer)
        or (TransferReason.Release, AccountType.PeerHeld, AccountType.PeerReleased)
        or (TransferReason.Capital, AccountType.World or AccountType.PromotionalPool, AccountType.Fees);

    private void Hold(TransferRow row)
    {
        var interval = options.ReleaseInterval;
        var releaseAt = (row.At + options.HoldPeriod + interval - 1) / interval * interval;
        var key = (new AccountId(row.Credit.Owner), row.Credit.Ledger, releaseAt);
        _holds[key] = _holds.GetValueOrDefault(key) + row.Amount;
    }

    private void CompareHolds(RowBatch rows)
    {
        var due = rows.Holds.Where(row => row.Amount == 0).Select(row => (row.Peer, row.Ledger, row.ReleaseAt)).Distinct().ToLookup(key => (key.Peer, key.Ledger));
        var released = rows.Transfers.Where(row => row.Reason == TransferReason.Release).ToLookup(row => (new AccountId(row.Debit.Owner), row.Debit.Ledger));
        foreach (var owner in released.Select(group => group.Key).Union(due.Select(group => group.Key)))
        {
            var amount = released[owner].Sum(row => row.Amount);
            var held = due[owner].Sum(key => _holds.GetValueOrDefault(key));
            InvariantViolationException.Unless(amount == held, "released what was held", () => $"{owner}: released {amount} of {held}");
            InvariantViolationException.Unless(!due[owner].Any() || due[owner].Max(key => key.ReleaseAt) <= released[owner].Max(row => row.At),
                "released when held long enough", () => string.Join("; ", released[owner]));
            foreach (var key in due[owner]) _holds.Remove(key);
        }

        foreach (var row in rows.Holds.GroupBy(row => (row.Peer, row.Ledger, row.ReleaseAt)).Select(group => group.Last()).Where(row => row.Amount != 0))
        {
            var expected = _holds.GetValueOrDefault((row.Peer, row.Ledger, row.ReleaseAt));
            InvariantViolationException.Unless(row.Amount == expected, "holds follow from pay and release", () => $"{row}, expected {expected}");
        }
    }

    private static void Require(bool holds, string invariant, TransferRow row) => InvariantViolationException.Unless(holds, invariant, row.ToString);
}
