using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>Every attempt is paid as the rules say, and never twice.</summary>
public sealed class PaymentRules(Scenario scenario, LedgerModel ledger, LeaseBook leases)
{
    private readonly HashSet<string> _paid = [];
    private readonly HashSet<string> _deposits = [];

    public void Check(DurableState after, RowBatch rows)
    {
        var pay = rows.Transfers.Where(row => row.Reason == TransferReason.Pay).ToList();
        var fees = rows.Transfers.Where(row => row.Reason == TransferReason.Fee).ToList();
        foreach (var row in pay.Concat(fees)) Require(row.Reference is not null && AttemptId.TryParse(row.Reference, out _), "pay names its attempt", row);
        foreach (var row in pay) Require(_paid.Add(row.Reference!), "an attempt is paid once", row);
        foreach (var row in rows.Transfers.Where(row => row.Reason == TransferReason.Deposit)) Require(_deposits.Add(row.Reference!), "a payment is booked once", row);
        var payOf = pay.ToDictionary(row => row.Reference!);
        var feeOf = fees.ToLookup(row => row.Reference!);
        var ended = rows.Attempts.Select(row => row.Id.ToString()).ToHashSet();
        foreach (var row in pay.Concat(fees)) Require(ended.Contains(row.Reference!), "pay comes with the end of its attempt", row);
        foreach (var attempt in rows.Attempts)
        {
            leases.Check(attempt, after.Accounts[attempt.Peer].TokenHash, after.Epoch);
            CheckPay(after, attempt, payOf.GetValueOrDefault(attempt.Id.ToString()), [.. feeOf[attempt.Id.ToString()]]);
        }

        if (!scenario.HasRequirements) CheckCounts(after, rows, payOf);
        CheckAdmissions(rows);
    }

    private void CheckPay(DurableState after, AttemptRow attempt, TransferRow? pay, List<TransferRow> fees)
    {
        if (attempt.State != AttemptState.Agreed)
        {
            Require(attempt.Earned.Value == 0 && pay is null && fees.Count == 0, "only agreed attempts are paid", attempt);
            return;
        }

        Require(after.Results.ContainsKey(new ResultId(attempt.Key, attempt.OutputHash)), "agreed attempts have the agreed output", attempt);
        var price = ledger.Price(leases.Kernel(attempt.Key), attempt.Units);
        var fee = ledger.Fee(price);
        Require(attempt.Earned.Value == price - fee, "pay follows from units", $"{attempt}: price {price}, fee {fee}");
        Require((pay?.Amount ?? 0) == price - fee, "pay follows from units", $"{attempt}: {pay}");
        if (pay is null) return;
        Require(pay.Credit == new LedgerAccount(AccountType.PeerHeld, attempt.Ledger, attempt.Peer.Value), "pay goes to its peer", pay);
        var expected = pay.Debit.Type == AccountType.Escrow ? fee : 0;
        Require(fees.Sum(row => row.Amount) == expected && fees.All(row => row.Debit == pay.Debit), "the fee stands beside the pay", $"{pay}: fee {expected}");
        if (pay.Debit.Type == AccountType.Escrow) CheckPayer(after, attempt, pay);
    }

    /// <summary>A task pays for slices of its own.</summary>
    private static void CheckPayer(DurableState after, AttemptRow attempt, TransferRow pay)
    {
        var task = after.Tasks[pay.Debit.Owner];
        var has = false;
        for (var index = 0; index < task.SlicesReceived && !has; index++) has = after.ResultOf(task.Number, index)?.Key == attempt.Key;
        Require(has || DurableState.IsLive(task) || task.State is TaskState.Failed or TaskState.Cancelled, "a task pays for slices of its own", $"{pay} of {task}");
    }

    /// <summary>
    /// At a verdict: a quorum of different peers; the i-th that is paid from escrow is paid by a task that asked for i replicas;
    /// of tasks that asked for as many only the first pays; and the fees pay only for what was started beyond the replicas asked for.
    /// </summary>
    private void CheckCounts(DurableState after, RowBatch rows, Dictionary<string, TransferRow> payOf)
    {
        foreach (var verdict in rows.Attempts.Where(row => row.State == AttemptState.Agreed).GroupBy(row => row.Key))
        {
            Require(verdict.Select(row => row.Peer).Distinct().Count() == verdict.Count(), "replicas are independent accounts", string.Join("; ", verdict));
            var paid = verdict.Select(row => payOf.GetValueOrDefault(row.Id.ToString())).OfType<TransferRow>().ToList();
            var payers = paid.Where(row => row.Debit.Type == AccountType.Escrow).Select(row => after.Tasks[row.Debit.Owner]).OrderBy(task => task.Replicas).ToList();
            for (var i = 0; i < payers.Count; i++) Require(payers[i].Replicas > i, "a gamer pays for the replicas that he asked for", string.Join("; ", payers));
            Require(payers.Select(task => task.Replicas).Distinct().Count() == payers.Select(task => task.Number).Distinct().Count(),
                "one of several who asked for as much pays", string.Join("; ", payers));
            if (!rows.Results.Any(row => row.Key == verdict.Key)) continue;
            var asked = rows.SlicesAgreed.Where(row => row.Result.Key == verdict.Key).Select(row => after.Tasks[row.Task].Replicas).DefaultIfEmpty(1).Max();
            var fromFees = paid.Count - payers.Count;
            Require(verdict.Count() >= TaskRules.Quorum(asked), "a quorum agreed", $"{asked} asked: {string.Join("; ", verdict)}");
            Require(fromFees <= Math.Max(0, leases.Count(verdict.Key) - asked), "fees pay for hedges and tie-breaks only", string.Join("; ", paid));
        }
    }

    /// <summary>The price cap of a new task is what its maximum units cost, once for every replica, and the data that it announced.</summary>
    private void CheckAdmissions(RowBatch rows)
    {
        foreach (var transfer in rows.Transfers.Where(row => row.Reason == TransferReason.Escrow))
        {
            var task = rows.Tasks.FirstOrDefault(row => row.Number == transfer.Credit.Owner);
            Require(task is not null && transfer.Debit == new LedgerAccount(AccountType.Gamer, task.Ledger, task.Gamer.Value), "escrow is its gamer's money", transfer);
            Require(transfer.Amount == (task!.Replicas * ledger.Price(task.Kernel, task.MaxUnits)) + ledger.DataPrice(task.MaxDataBytes), "escrow is the price cap", $"{transfer} for {task}");
        }
    }

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
