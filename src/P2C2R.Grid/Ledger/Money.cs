using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Money that comes from outside, and what account holders are told of theirs.</summary>
internal sealed class Money(GridState state, Delivery delivery)
{
    /// <summary>At the very first start: the operator's capital for tie-breaks and hedges, in both ledgers.</summary>
    public void PutCapital()
    {
        if (state.HasCapital) return;
        state.HasCapital = true;
        var amount = state.Options.OperatorCapital.Value;
        state.Move(state.Books.World(LedgerKind.Usd), state.Books.Fees(LedgerKind.Usd), amount, TransferReason.Capital, 0, null);
        var promotional = Math.Min(amount, state.Options.PromotionalCap.Value);
        state.Move(state.Books.Pool, state.Books.Fees(LedgerKind.Promotional), promotional, TransferReason.Capital, 0, null);
    }

    /// <summary>Books a payment, once.</summary>
    public void Deposit(Deposit deposit)
    {
        if (deposit.Amount.Value <= 0 || !state.Gamers.TryGetValue(deposit.Gamer, out var gamer)) return;
        if (state.Archive.HasDeposit(deposit.Reference) || !state.FreshDeposits.Add(deposit.Reference)) return;
        state.Move(state.Books.World(LedgerKind.Usd), gamer.Spendable[(int)LedgerKind.Usd], deposit.Amount.Value, TransferReason.Deposit, 0, deposit.Reference);
    }

    /// <summary>Tells a connection what its account has.</summary>
    public void Tell(Session session)
    {
        var account = (AccountHolder?)session.Gamer ?? session.Peer!;
        var balances = session.Gamer?.Spendable ?? session.Peer!.Released;
        var held = session.Peer?.Held;
        delivery.Promise(session.Id, new AccountStatus
        {
            Account = account.Id.ToString(),
            Balance = new NanoDollars(balances[(int)LedgerKind.Usd].Value),
            Promotional = new NanoDollars(balances[(int)LedgerKind.Promotional].Value),
            Held = new NanoDollars(held?[(int)LedgerKind.Usd].Value ?? 0),
            PromotionalHeld = new NanoDollars(held?[(int)LedgerKind.Promotional].Value ?? 0),
            TasksCompleted = account.TasksCompleted,
            Total = new NanoDollars(account.Total),
        });
    }
}
