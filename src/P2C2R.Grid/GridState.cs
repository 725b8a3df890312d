using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>All that the core remembers. Has no behaviour but keeping count of what a batch has changed.</summary>
internal sealed class GridState
{
    private readonly List<AccountHolder> _dirtyAccounts = [];
    private readonly List<GridTask> _dirtyTasks = [];

    public GridState(GridOptions options, IArchive archive, int epoch)
    {
        Options = options;
        Archive = archive;
        Epoch = epoch;
        Pricing = new Pricing(options);
        Kernels = [.. options.Rates.OrderBy(r => r.Key.Kind, StringComparer.Ordinal).ThenBy(r => r.Key.Version).Select((r, i) => new Kernel(r.Key, r.Value, i, !options.NotReproducible.Contains(r.Key)))];
        Rates = [.. Kernels.Select(k => new KernelRate { Kind = k.Id.Kind, Version = k.Id.Version, UnitsPerReferenceSecond = k.Rate })];
        KernelsById = Kernels.ToDictionary(k => k.Id);
        Hot = new HotMemory(this);
        Holds = new Holds(this);
    }

    public GridOptions Options { get; }

    public IArchive Archive { get; }

    public int Epoch { get; }

    public Pricing Pricing { get; }

    public Books Books { get; } = new();

    public Holds Holds { get; }

    public HotMemory Hot { get; }

    public Counters Statistics { get; } = new();

    /// <summary>Unix microseconds of the batch at hand.</summary>
    public long Now { get; set; }

    /// <summary>Effects of the batch at hand.</summary>
    public Effects Effects { get; set; } = null!;

    /// <summary>Number of the batch at hand, and of the last one whose rows are known to be on disk.</summary>
    public long Batch { get; set; } = 1;

    public long CommittedBatch { get; set; }

    /// <summary>Whether the operator has put in capital, which happens once.</summary>
    public bool HasCapital { get; set; }

    public long LastTask { get; set; }

    public long LastAccount { get; set; }

    public long LastAttempt { get; set; }

    public long LastSequence { get; set; }

    /// <summary>By kind and version: the order in which kernels are gone through.</summary>
    public Kernel[] Kernels { get; }

    /// <summary>What a welcome says of them.</summary>
    public IReadOnlyList<KernelRate> Rates { get; }

    public Dictionary<KernelId, Kernel> KernelsById { get; }

    public Dictionary<Sha256Hash, AccountHolder> ByToken { get; } = [];

    public SortedDictionary<AccountId, GamerAccount> Gamers { get; } = [];

    public SortedDictionary<AccountId, PeerAccount> Peers { get; } = [];

    public Dictionary<SessionId, Session> Sessions { get; } = [];

    /// <summary>Computations in flight, by key.</summary>
    public Dictionary<Sha256Hash, Computation> Computations { get; } = [];

    /// <summary>Those that wait for the bytes of a big output.</summary>
    public List<Computation> Uploading { get; } = [];

    /// <summary>Attempts of this epoch that have not ended.</summary>
    public Dictionary<AttemptId, Attempt> Attempts { get; } = [];

    /// <summary>Peers with attempts under a lease, in no order that matters but the same one in every replay.</summary>
    public List<PeerAccount> Busy { get; } = [];

    /// <summary>Attempts that failed before a restart, until the slice they were made for is looked at.</summary>
    public Dictionary<Sha256Hash, List<AttemptRow>> FailedBefore { get; } = [];

    /// <summary>Live tasks by number.</summary>
    public SortedDictionary<long, GridTask> LiveTasks { get; } = [];

    public SortedSet<GridTask> Deadlines { get; } = new(GridTask.DeadlineOrder);

    /// <summary>Tasks whose slices are still arriving.</summary>
    public List<GridTask> Admitting { get; } = [];

    /// <summary>Slices of live tasks, those that have not arrived included.</summary>
    public int LiveSlices { get; set; }

    /// <summary>What goes on in steps.</summary>
    public Queue<WorkItem> Work { get; } = new();

    /// <summary>The virtual time of the share queues: that of the account served last.</summary>
    public double VirtualTime { get; set; }

    /// <summary>Results that are not on disk yet, which the archive therefore doesn't show.</summary>
    public Dictionary<ResultId, ResultRow> FreshResults { get; } = [];

    /// <summary>The newest of them for each computation.</summary>
    public Dictionary<Sha256Hash, ResultRow> NewestResults { get; } = [];

    /// <summary>Tasks that ended in batches that are not on disk yet.</summary>
    public List<GridTask> FreshlyEnded { get; } = [];

    /// <summary>References of deposits that are not on disk yet.</summary>
    public HashSet<string> FreshDeposits { get; } = [];

    public List<Session> Unacknowledged { get; } = [];

    public List<PeerAccount> Unsettled { get; } = [];

    public void Move(Balance debit, Balance credit, long amount, TransferReason reason, long task, string? reference) =>
        Books.Move(Effects.Rows, debit, credit, amount, reason, task, reference, Now);

    public void Report(GridEventKind kind, GridTask? task = null, int slice = -1, AccountId peer = default, ErrorCode code = ErrorCode.None, string? detail = null, long microseconds = 0, NanoDollars cost = default) =>
        Effects.Events.Add(new GridEvent(kind, task?.Id, slice, task?.Gamer.Id ?? AccountId.None, peer, code, detail, microseconds, cost));

    /// <summary>A row of the account is due at the end of the batch.</summary>
    public void Touch(AccountHolder account)
    {
        if (account.Dirty) return;
        account.Dirty = true;
        _dirtyAccounts.Add(account);
    }

    /// <summary>A row of the task is due at the end of the batch.</summary>
    public void Touch(GridTask task)
    {
        if (task.Dirty) return;
        task.Dirty = true;
        _dirtyTasks.Add(task);
    }

    /// <summary>Writes the rows that are due.</summary>
    public void Flush()
    {
        var rows = Effects.Rows;
        foreach (var account in _dirtyAccounts)
        {
            account.Dirty = false;
            rows.Put(account.ToRow());
        }
        _dirtyAccounts.Clear();
        foreach (var task in _dirtyTasks)
        {
            task.Dirty = false;
            rows.Put(task.ToRow());
        }
        _dirtyTasks.Clear();
        Books.Flush(rows);
        Holds.Flush(rows);
    }

    /// <summary>The output of an agreed slice, from memory or storage.</summary>
    public ResultRow Output(Slice slice) => slice.Result ?? FindResult(slice.ResultId)
        ?? throw new InvalidOperationException($"the result of slice {slice.Task.Number}/{slice.Index} is not stored, though a live task needs it");

    /// <summary>The lengths of the blobs that a slice names; 0 for one that is not stored any more, which its peer will find out.</summary>
    public long[] BlobLengths(Slice slice) => slice.BlobLengths ??= [.. slice.Blobs.Select(b => Archive.FindBlob(slice.Task.Gamer.Id, b) ?? 0)];

    /// <summary>The input of a slice, from memory or storage.</summary>
    public ReadOnlyMemory<byte> Input(Slice slice) => slice.Input ?? Archive.FindSlice(slice.Task.Number, slice.Index)?.Slice.Input
        ?? throw new InvalidOperationException($"slice {slice.Task.Number}/{slice.Index} is not stored, though its task is live");

    /// <summary>The result that a slice was agreed with.</summary>
    public ResultRow? FindResult(ResultId id) => FreshResults.TryGetValue(id, out var fresh) ? fresh : Archive.FindResult(id);

    /// <summary>The newest result, from what is not on disk yet or from what is.</summary>
    public ResultRow? FindResult(Sha256Hash key) => NewestResults.TryGetValue(key, out var fresh) ? fresh : Archive.FindResult(key);
}
