using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>The tables: what a crash leaves behind.</summary>
public sealed class DurableState
{
    public int Epoch { get; set; }

    public SortedDictionary<long, TaskRow> Tasks { get; } = [];

    public Dictionary<(AccountId Gamer, string Id), long> TaskNumbers { get; } = [];

    public Dictionary<AccountId, AccountRow> Accounts { get; } = [];

    public Dictionary<LedgerAccount, long> Balances { get; } = [];

    public List<TransferRow> Transfers { get; } = [];

    public HashSet<string> Deposits { get; } = [];

    public Dictionary<(long Task, int Index), SliceRow> Slices { get; } = [];

    public Dictionary<(long Task, int Index), ResultId> Agreed { get; } = [];

    public Dictionary<ResultId, ResultRow> Results { get; } = [];

    /// <summary>The newest of each computation.</summary>
    public Dictionary<Sha256Hash, ResultRow> Newest { get; } = [];

    public Dictionary<AttemptId, AttemptRow> Attempts { get; } = [];

    public Dictionary<(AccountId Peer, LedgerKind Ledger, long ReleaseAt), long> Holds { get; } = [];

    /// <summary>Blobs that gamers have uploaded; not the core's rows.</summary>
    public Dictionary<(AccountId Owner, Sha256Hash Hash), long> Blobs { get; } = [];

    public static bool IsLive(TaskRow task) => task.State is TaskState.Admitting or TaskState.Running;

    public ResultId? ResultOf(long task, int index) => Agreed.TryGetValue((task, index), out var result) ? result : null;

    public void Write(RowBatch rows)
    {
        foreach (var row in rows.Accounts) Accounts[row.Id] = row;
        foreach (var row in rows.Balances) Balances[row.Account] = row.Balance;
        foreach (var row in rows.Tasks)
        {
            Tasks[row.Number] = row;
            TaskNumbers[(row.Gamer, row.Id)] = row.Number;
        }

        Transfers.AddRange(rows.Transfers);
        Deposits.UnionWith(rows.Transfers.Where(row => row.Reason == TransferReason.Deposit && row.Reference != null).Select(row => row.Reference!));
        foreach (var row in rows.Slices) Slices[(row.Task, row.Index)] = row;
        foreach (var row in rows.SlicesAgreed) Agreed[(row.Task, row.Index)] = row.Result;
        foreach (var row in rows.Results) Results[row.Id] = Newest[row.Key] = row;
        foreach (var row in rows.Attempts) Attempts[row.Id] = row;
        foreach (var row in rows.Holds)
        {
            if (row.Amount == 0) Holds.Remove((row.Peer, row.Ledger, row.ReleaseAt));
            else Holds[(row.Peer, row.Ledger, row.ReleaseAt)] = row.Amount;
        }
    }

    public GridSnapshot Snapshot()
    {
        var live = Tasks.Values.Where(IsLive).ToList();
        var open = OpenKeys(live);
        return new GridSnapshot
        {
            Epoch = Epoch,
            LastTask = Tasks.Count == 0 ? 0 : Tasks.Keys.Last(),
            LastAccount = Accounts.Count == 0 ? 0 : Accounts.Keys.Max(id => id.Value),
            LastTransfer = Transfers.Count == 0 ? 0 : Transfers[^1].Id,
            Accounts = [.. Accounts.Values.OrderBy(row => row.Id)],
            Balances = [.. Balances.OrderBy(pair => (pair.Key.Type, pair.Key.Ledger, pair.Key.Owner)).Select(pair => new BalanceRow { Account = pair.Key, Balance = pair.Value })],
            Holds = [.. Holds.OrderBy(pair => pair.Key).Select(pair => new HoldRow { Peer = pair.Key.Peer, Ledger = pair.Key.Ledger, ReleaseAt = pair.Key.ReleaseAt, Amount = pair.Value })],
            LiveTasks = live,
            LiveSlices = [.. live.SelectMany(task => Enumerable.Range(0, task.SlicesReceived).Select(index => (Slices[(task.Number, index)], ResultOf(task.Number, index))))],
            FailedAttempts = [.. Attempts.Values.Where(row => row.State is AttemptState.Failed or AttemptState.Expired or AttemptState.Disputed && open.Contains(row.Key)).OrderBy(row => row.Id)],
            Totals = new GridTotals
            {
                TasksAccepted = Tasks.Count,
                TasksDone = Tasks.Values.Count(task => task.State == TaskState.Done),
                TasksFailed = Tasks.Values.Count(task => task.State == TaskState.Failed),
                TasksCancelled = Tasks.Values.Count(task => task.State == TaskState.Cancelled),
                AttemptsPaid = Attempts.Values.Count(row => row.State == AttemptState.Agreed),
            },
        };
    }

    /// <summary>Keys of the slices that could be computed now.</summary>
    private HashSet<Sha256Hash> OpenKeys(List<TaskRow> live)
    {
        var keys = new HashSet<Sha256Hash>();
        foreach (var task in live)
        {
            for (var index = 0; index < task.SlicesReceived; index++)
            {
                var slice = Slices[(task.Number, index)];
                if (ResultOf(task.Number, index) is not null || slice.DependsOn.Any(dependency => ResultOf(task.Number, dependency) is null)) continue;
                var outputs = slice.DependsOn.Select(dependency => ResultOf(task.Number, dependency)!.Value.Output).ToArray();
                var key = SliceKey.Compute(task.Kernel, slice.MaxUnits, slice.InputHash, [.. slice.Blobs], outputs);
                keys.Add(task.Kernel == Scenario.Once ? SliceKey.ComputeOnce(key, task.Number, index) : key);
            }
        }

        return keys;
    }
}
