using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>What was promised to whom: each promise must be durable when it leaves, and is never taken back.</summary>
public sealed class PromiseRules(GridSimulation simulation)
{
    private readonly Dictionary<(AccountId Gamer, string Task), TaskSummary> _ends = [];
    private readonly Dictionary<(AccountId Gamer, string Task), string> _outputs = [];
    private readonly Dictionary<LedgerAccount, List<long>> _recent = [];

    /// <summary>What was delivered before the end.</summary>
    public EarlyOutputRules Early { get; } = new(simulation);

    /// <summary>Tasks that were accepted: they must end, once.</summary>
    public HashSet<(AccountId Gamer, string Task)> Accepted { get; } = [];

    /// <summary>A balance that leaves with a commit may be any that the account had since the commit before.</summary>
    public void NoteBalances(DurableState before, RowBatch rows)
    {
        _recent.Clear();
        foreach (var transfer in rows.Transfers)
        {
            Note(before, transfer.Debit, -transfer.Amount);
            Note(before, transfer.Credit, transfer.Amount);
        }
    }

    public void Check(DurableState durable, Connection connection, Message message)
    {
        var account = durable.Accounts.Values.FirstOrDefault(row => row.TokenHash == connection.TokenHash);
        switch (message)
        {
            case Welcome welcome:
                Require(account is not null && account.Id.ToString() == welcome.Account && welcome.Epoch == durable.Epoch, "a promise is durable", welcome);
                CheckBalance(durable, account!, LedgerKind.Usd, welcome.Balance, welcome);
                CheckBalance(durable, account!, LedgerKind.Promotional, welcome.Promotional, welcome);
                break;
            case AccountStatus status:
                Require(account is not null && account.Id.ToString() == status.Account, "a promise is durable", status);
                CheckBalance(durable, account!, LedgerKind.Usd, status.Balance, status);
                CheckBalance(durable, account!, LedgerKind.Promotional, status.Promotional, status);
                break;
            case Accepted accepted:
                foreach (var task in accepted.Tasks) CheckAccepted(durable, account, task);
                break;
            case P2C2R.Protocol.TaskStatus { Summary: var summary } when summary.State is TaskState.Done or TaskState.Failed or TaskState.Cancelled:
                CheckEnd(durable, account, summary);
                break;
            case Result result:
                CheckEnd(durable, account, result.Summary);
                CheckOutputs(durable, account!, connection, result);
                Early.CheckResult(Find(durable, account, result.Summary.Task)!, result);
                break;
            case Outputs outputs:
                Early.Check(durable, Find(durable, account, outputs.Task)!, connection, outputs);
                break;
            case Settled settled:
                foreach (var attempt in settled.Attempts) CheckSettled(durable, account, attempt);
                break;
            case ErrorMessage { Task: { } task } error when account is not null:
                CheckRefusal(account, connection, error, task);
                break;
        }
    }

    private void CheckAccepted(DurableState durable, AccountRow? account, AcceptedTask accepted)
    {
        var row = Find(durable, account, accepted.Task);
        Require(row is not null && row.SlicesReceived >= accepted.SlicesReceived, "a promise is durable", $"{accepted}: {row}");
        Accepted.Add((account!.Id, accepted.Task));
    }

    private void CheckEnd(DurableState durable, AccountRow? account, TaskSummary summary)
    {
        var row = Find(durable, account, summary.Task);
        Require(row is not null && row.State == summary.State && row.Error == summary.Error && row.Cost == summary.Cost && row.DataCost == (summary.DataCost ?? NanoDollars.Zero) && row.DataBytes == (summary.DataBytes ?? 0) && row.Units == summary.Units
            && row.Agreed == summary.Agreed && row.Cached == summary.Cached && row.Attempts == summary.Attempts && summary.Escrow.Value == 0 && row.Ledger == summary.Ledger,
            "a promise is durable", $"{summary}: {row}");
        Accepted.Add((account!.Id, summary.Task));
        var key = (account.Id, summary.Task);
        if (_ends.TryAdd(key, summary)) return;
        Require(_ends[key] == summary, "a task's end never changes", $"{_ends[key]} became {summary}");
    }

    private void CheckOutputs(DurableState durable, AccountRow account, Connection connection, Result result)
    {
        if (result.Summary.State != TaskState.Done) return;
        var row = Find(durable, account, result.Summary.Task)!;
        if (GridSimulation.Plan(connection, row) is not { } plan) return;
        if (result.Outputs is not { } outputs)
        {
            Require(row.SliceCount > Limits.MaxOutputsPerMessage || plan.DeliveredBytes(durable, row) > Limits.MaxResultBytes, "a small result carries its outputs", result.Summary);
            return;
        }

        var delivered = Enumerable.Range(0, row.SliceCount).Where(index => plan.Slices[index].Deliver).ToList();
        Require(outputs.Select(output => output.Slice).SequenceEqual(delivered), "a result has what was to be delivered", result.Summary);
        foreach (var output in outputs)
        {
            var stored = durable.Results[durable.ResultOf(row.Number, output.Slice)!.Value];
            Require(output.Output.Hash == stored.OutputHash && output.Output.Length == stored.Length, "a result is durable", $"{row}: slice {output.Slice}");
            Require(output.Output.Data is not { } data || Sha256Hash.Of(data.Span) == stored.OutputHash, "outputs have their hash", $"{row}: slice {output.Slice}");
        }

        simulation.CheckRight(row, plan, [.. outputs.Select(output => (output.Slice, output.Output.Hash))]);
        var all = string.Join(" ", outputs.Select(output => output.Output.Hash));
        Require(_outputs.GetValueOrDefault((account.Id, row.Id), all) == all, "a task's end never changes", $"outputs of {row}");
        _outputs[(account.Id, row.Id)] = all;
    }

    private void CheckSettled(DurableState durable, AccountRow? account, SettledAttempt settled)
    {
        // What a peer went on with over a restart is stored under an id of the new epoch, also where the old one was cancelled without its hearing of it.
        var key = simulation.Checker.Leases.Find(settled.Attempt)?.Key;
        var isDurable = (durable.Attempts.TryGetValue(settled.Attempt, out var own) && IsSo(own))
            || durable.Attempts.Values.Any(row => row.Key == key && row.Id.Epoch > settled.Attempt.Epoch && IsSo(row));
        Require(isDurable, "a promise is durable", settled);

        bool IsSo(AttemptRow row) => row.Peer == account?.Id && row.State == settled.State && row.Earned == settled.Earned
            && (row.Ledger == settled.Ledger || row.Earned.Value == 0);
    }

    private void CheckRefusal(AccountRow account, Connection connection, ErrorMessage error, string task)
    {
        var isPromised = Accepted.Contains((account.Id, task));
        Require(error.Code != ErrorCode.NotFound || !isPromised, "what was accepted is never lost", error);
        Require(error.Code != ErrorCode.TaskIdReused || GridSimulation.HasTwoContents(connection, task), "the same task again is the same task", error);
    }

    private void Note(DurableState before, LedgerAccount account, long change)
    {
        if (!_recent.TryGetValue(account, out var values)) _recent[account] = values = [before.Balances.GetValueOrDefault(account)];
        values.Add(values[^1] + change);
    }

    private void CheckBalance(DurableState durable, AccountRow account, LedgerKind ledger, NanoDollars said, Message message)
    {
        var type = account.Role == AccountRole.Gamer ? AccountType.Gamer : AccountType.PeerReleased;
        var key = new LedgerAccount(type, ledger, account.Id.Value);
        var isDurable = said.Value == durable.Balances.GetValueOrDefault(key) || (_recent.TryGetValue(key, out var values) && values.Contains(said.Value));
        Require(isDurable, "a promise is durable", message);
    }

    private static TaskRow? Find(DurableState durable, AccountRow? account, string task) =>
        account is not null && durable.TaskNumbers.TryGetValue((account.Id, task), out var number) ? durable.Tasks[number] : null;

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
