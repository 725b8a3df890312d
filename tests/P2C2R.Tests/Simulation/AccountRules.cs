using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>What account holders' rows say of them must follow from their tasks and attempts; and a task's sums from its transfers.</summary>
public static class AccountRules
{
    public static void CheckAll(DurableState durable)
    {
        var attempts = durable.Attempts.Values.ToLookup(row => row.Peer);
        var tasks = durable.Tasks.Values.ToLookup(row => row.Gamer);
        foreach (var row in durable.Accounts.Values)
        {
            if (row.Role == AccountRole.Peer) CheckPeer(row, [.. attempts[row.Id]]);
            else CheckGamer(row, [.. tasks[row.Id]]);
        }

        Require(durable.Accounts.Values.Select(row => row.TokenHash).Distinct().Count() == durable.Accounts.Count, "tokens are unique", "accounts");
        CheckCosts(durable);
    }

    private static void CheckPeer(AccountRow row, List<AttemptRow> attempts)
    {
        var agreed = attempts.Where(attempt => attempt.State == AttemptState.Agreed).ToList();
        Require(row.TasksCompleted == agreed.Count && row.Total.Value == agreed.Sum(attempt => attempt.Earned.Value), "a peer's record follows from its attempts",
            $"{row}: {agreed.Count} paid, {agreed.Sum(attempt => attempt.Earned.Value)} earned");
        var disputed = attempts.Count(attempt => attempt.State == AttemptState.Disputed);
        var failed = attempts.Count(attempt => attempt.State is AttemptState.Failed or AttemptState.Expired);
        Require(row.AttemptsDisputed == disputed && row.AttemptsFailed == failed, "a peer's record follows from its attempts", $"{row}: {disputed} disputed, {failed} failed");
    }

    private static void CheckGamer(AccountRow row, List<TaskRow> tasks)
    {
        var done = tasks.Count(task => task.State == TaskState.Done);
        Require(row.TasksSubmitted == tasks.Count && row.TasksCompleted == done && row.Total.Value == tasks.Sum(task => task.Cost.Value),
            "a gamer's record follows from its tasks", $"{row}: {tasks.Count} submitted, {done} done, {tasks.Sum(task => task.Cost.Value)} spent");
    }

    private static void CheckCosts(DurableState durable)
    {
        var paid = durable.Transfers.Where(row => row.Debit.Type == AccountType.Escrow && row.Reason is TransferReason.Pay or TransferReason.Fee or TransferReason.Data).ToLookup(row => row.Debit.Owner);
        foreach (var task in durable.Tasks.Values)
        {
            var cost = paid[task.Number].Where(row => row.Debit.Type == AccountType.Escrow).Sum(row => row.Amount);
            Require(task.Cost.Value == cost, "a task's cost is what left its escrow for pay, fees and data", $"{task}: {cost}");
        }
    }

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
