using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Step 10: pays attempts. Who pays for what is the table in docs/economics.md.</summary>
internal sealed class Settlement(GridState state, AttemptBook attempts, FeeBudget budget, DataCharge data)
{
    /// <summary>Pays an agreeing attempt out of the escrow of a slice's task: the peer, then the fee. Its data is charged at the end.</summary>
    public void PayFromEscrow(Attempt attempt, Slice payer)
    {
        var task = payer.Task;
        data.Meter(attempt, payer);
        payer.Paid = true;
        var price = state.Pricing.Price(attempt.Units, attempt.Computation.Kernel.Rate);
        var fee = state.Pricing.Fee(price);
        Pay(attempt, task.Escrow, price - fee, task);
        state.Move(task.Escrow, state.Books.Fees(task.Ledger), fee, TransferReason.Fee, task.Number, attempt.Name);
        task.Cost += price;
        task.Attempts++;
        task.Gamer.Total += price;
        state.Statistics.Revenue[(int)task.Ledger] += fee;
        state.Touch(task.Gamer);
        state.Touch(task);
        attempts.End(attempt, AttemptState.Agreed, earned: price - fee, ledger: task.Ledger);
    }

    /// <summary>Pays an agreeing tie-break or late member of a hedged pair out of the coordinator's fees: the peer's part, no fee.</summary>
    public void PayFromFees(Attempt attempt)
    {
        var reserved = attempt.Purpose == AttemptPurpose.Replica ? attempt.Partner! : attempt;
        var price = state.Pricing.Price(attempt.Units, attempt.Computation.Kernel.Rate);
        var pay = price - state.Pricing.Fee(price);
        Pay(attempt, state.Books.Fees(reserved.Budget), pay, attempt.Computation.LastPayer);
        state.Statistics.BudgetSpent[(int)reserved.Budget] += pay;
        budget.Release(reserved);
        attempts.End(attempt, AttemptState.Agreed, earned: pay, ledger: reserved.Budget);
    }

    private void Pay(Attempt attempt, Balance from, long pay, GridTask? task)
    {
        var ledger = from.Account.Ledger;
        var peer = attempt.Peer;
        state.Move(from, peer.Held[(int)ledger], pay, TransferReason.Pay, task?.Number ?? 0, attempt.Name);
        state.Holds.Add(peer, ledger, pay);
        state.Statistics.Rewards[(int)ledger] += pay;
        state.Statistics.AttemptsPaid++;
    }
}
