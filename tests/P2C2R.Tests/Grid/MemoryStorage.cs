using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

/// <summary>The storage contract over plain dictionaries: what is committed is kept until the object goes.</summary>
internal sealed class MemoryStorage : IGridStorage
{
    private readonly Dictionary<(AccountId, Sha256Hash), long> _blobs = [];
    private int _epoch;

    public SortedDictionary<AccountId, AccountRow> Accounts { get; } = [];

    public Dictionary<LedgerAccount, long> Balances { get; } = [];

    public List<TransferRow> Transfers { get; } = [];

    public SortedDictionary<long, TaskRow> Tasks { get; } = [];

    public SortedDictionary<(long Task, int Index), SliceRow> Slices { get; } = [];

    public Dictionary<(long Task, int Index), ResultId> Agreed { get; } = [];

    public Dictionary<ResultId, ResultRow> Results { get; } = [];

    public SortedDictionary<AttemptId, AttemptRow> Attempts { get; } = [];

    public SortedDictionary<(AccountId, LedgerKind, long), long> Holds { get; } = [];

    public void AddBlob(AccountId owner, Sha256Hash hash, long length) => _blobs[(owner, hash)] = length;

    public TaskRow? FindTask(AccountId gamer, string id) => Tasks.Values.FirstOrDefault(t => t.Gamer == gamer && t.Id == id);

    public ResultRow? FindResult(Sha256Hash key) => Results.Values.Where(r => r.Key == key).MaxBy(r => r.AgreedAt);

    public ResultRow? FindResult(ResultId id) => Results.GetValueOrDefault(id);

    public (SliceRow Slice, ResultId? Result)? FindSlice(long task, int index) =>
        Slices.TryGetValue((task, index), out var slice) ? (slice, Agreed.TryGetValue((task, index), out var result) ? result : null) : null;

    public long? FindBlob(AccountId owner, Sha256Hash hash) => _blobs.TryGetValue((owner, hash), out var length) ? length : null;

    public bool HasDeposit(string reference) => Transfers.Exists(t => t.Reason == TransferReason.Deposit && t.Reference == reference);

    public GridSnapshot Load()
    {
        var live = Tasks.Values.Where(t => t.State is TaskState.Admitting or TaskState.Running).ToList();
        var numbers = live.Select(t => t.Number).ToHashSet();
        return new GridSnapshot
        {
            Epoch = ++_epoch,
            LastTask = Tasks.Count == 0 ? 0 : Tasks.Keys.Last(),
            LastAccount = Accounts.Count == 0 ? 0 : Accounts.Keys.Last().Value,
            LastTransfer = Transfers.Count == 0 ? 0 : Transfers[^1].Id,
            Accounts = [.. Accounts.Values],
            Balances = [.. Balances.Select(b => new BalanceRow { Account = b.Key, Balance = b.Value })],
            Holds = [.. Holds.Select(h => new HoldRow { Peer = h.Key.Item1, Ledger = h.Key.Item2, ReleaseAt = h.Key.Item3, Amount = h.Value })],
            LiveTasks = live,
            LiveSlices = [.. Slices.Values.Where(s => numbers.Contains(s.Task)).Select(s => (s, Agreed.TryGetValue((s.Task, s.Index), out var result) ? result : (ResultId?)null))],
            FailedAttempts = [.. Attempts.Values.Where(a => numbers.Contains(a.Task) && a.State is AttemptState.Failed or AttemptState.Expired or AttemptState.Disputed)],
            Totals = new GridTotals(),
        };
    }

    public CommitOutcome Commit(RowBatch rows)
    {
        foreach (var row in rows.Accounts) Accounts[row.Id] = row;
        foreach (var row in rows.Balances) Balances[row.Account] = row.Balance;
        Transfers.AddRange(rows.Transfers);
        foreach (var row in rows.Tasks) Tasks[row.Number] = row;
        foreach (var row in rows.Slices) Slices.Add((row.Task, row.Index), row);
        foreach (var row in rows.SlicesAgreed) Agreed.Add((row.Task, row.Index), row.Result);
        foreach (var row in rows.Results) Results[row.Id] = row;
        foreach (var row in rows.Attempts) Attempts.Add(row.Id, row);
        foreach (var row in rows.Holds)
        {
            if (row.Amount == 0) Holds.Remove((row.Peer, row.Ledger, row.ReleaseAt));
            else Holds[(row.Peer, row.Ledger, row.ReleaseAt)] = row.Amount;
        }
        return CommitOutcome.Committed;
    }
}
