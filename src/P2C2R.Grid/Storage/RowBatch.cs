namespace P2C2R.Grid;

/// <summary>
/// The rows of one batch of commands, committed together or not at all. Within a batch a key is written once: later
/// values replace earlier ones. Reused from batch to batch; a storage must not keep it.
/// </summary>
public sealed class RowBatch
{
    private readonly Dictionary<long, TaskRow> _tasks = [];
    private readonly Dictionary<P2C2R.Protocol.AccountId, AccountRow> _accounts = [];
    private readonly Dictionary<LedgerAccount, BalanceRow> _balances = [];

    /// <summary>Account holders to insert or replace.</summary>
    public IReadOnlyCollection<AccountRow> Accounts => _accounts.Values;

    /// <summary>Balances to insert or replace.</summary>
    public IReadOnlyCollection<BalanceRow> Balances => _balances.Values;

    /// <summary>Transfers to insert, by rising id.</summary>
    public List<TransferRow> Transfers { get; } = [];

    /// <summary>Tasks to insert or replace.</summary>
    public IReadOnlyCollection<TaskRow> Tasks => _tasks.Values;

    /// <summary>Slices to insert.</summary>
    public List<SliceRow> Slices { get; } = [];

    /// <summary>Slices that are agreed now; they may have been inserted in this batch.</summary>
    public List<SliceAgreedRow> SlicesAgreed { get; } = [];

    /// <summary>Results to insert or replace.</summary>
    public List<ResultRow> Results { get; } = [];

    /// <summary>Attempts to insert.</summary>
    public List<AttemptRow> Attempts { get; } = [];

    /// <summary>Holds to insert, replace or delete; of equal keys the last counts.</summary>
    public List<HoldRow> Holds { get; } = [];

    /// <summary>Whether there is nothing to commit.</summary>
    public bool IsEmpty => _tasks.Count + _accounts.Count + _balances.Count + Transfers.Count + Slices.Count + SlicesAgreed.Count + Results.Count + Attempts.Count + Holds.Count == 0;

    /// <summary>Writes an account holder.</summary>
    public void Put(AccountRow row) => _accounts[row.Id] = row;

    /// <summary>Writes a balance.</summary>
    public void Put(BalanceRow row) => _balances[row.Account] = row;

    /// <summary>Writes a task.</summary>
    public void Put(TaskRow row) => _tasks[row.Number] = row;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _tasks.Clear();
        _accounts.Clear();
        _balances.Clear();
        Transfers.Clear();
        Slices.Clear();
        SlicesAgreed.Clear();
        Results.Clear();
        Attempts.Clear();
        Holds.Clear();
    }
}
