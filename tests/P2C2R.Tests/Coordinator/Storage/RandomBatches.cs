using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>Batches as a core would write them: tasks that come, get slices, are agreed and end; money and accounts beside them.</summary>
internal sealed class RandomBatches(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<TaskRow> _live = [];
    private readonly Dictionary<long, List<int>> _open = [];
    private readonly KernelId _kernel = new(Kinds.NoOperation, 1);
    private long _task;
    private long _transfer;
    private long _attempt;
    private long _now = 1_000_000;

    public List<(AccountId Gamer, string Id)> Names { get; } = [];

    public List<Sha256Hash> Keys { get; } = [];

    public long LastTask => _task;

    public void Fill(RowBatch rows)
    {
        for (var i = _random.Next(1, 6); i > 0; i--) Admit(rows);
        for (var i = _random.Next(6); i > 0 && _live.Count > 0; i--) Agree(rows);
        if (_random.Next(4) == 0 && _live.Count > 0) End(rows, _random.Next(_live.Count), TaskState.Cancelled);
        PutAccounts(rows);
    }

    private void Admit(RowBatch rows)
    {
        var count = _random.Next(1, 4);
        var row = SampleRows.Task(++_task) with
        {
            Gamer = new AccountId(_random.Next(1, 4)),
            Id = $"t-{_random.Next()}-{_task}",
            Kernel = _kernel,
            Priority = (TaskPriority)_random.Next(3),
            Replicas = _random.Next(1, 6),
            Deadline = _random.Next(2) == 0 ? null : _now + 5,
            MemoryBytes = _random.Next(100),
            Gpu = _random.Next(2) == 0,
            Peers = _random.Next(4) == 0 ? [new AccountId(7), new AccountId(9)] : [],
            SliceCount = count,
            SlicesReceived = count,
            MaxUnits = 100,
            MaxDataBytes = _random.Next(3) == 0 ? _random.Next(1_000) : 0,
            Digest = Hash(),
            Ledger = (LedgerKind)_random.Next(2),
            Escrow = new NanoDollars(_random.Next(1_000)),
            SubmittedAt = ++_now,
        };
        rows.Put(row);
        for (var i = 0; i < count; i++) rows.Slices.Add(Slice(row.Number, i));
        rows.Transfers.Add(Transfer(TransferReason.Escrow, row.Number, null));
        _live.Add(row);
        _open[row.Number] = [.. Enumerable.Range(0, count)];
        Names.Add((row.Gamer, row.Id));
    }

    private SliceRow Slice(long task, int index) => new()
    {
        Task = task,
        Index = index,
        Input = Bytes(_random.Next(40)),
        InputHash = Hash(),
        Blobs = _random.Next(4) == 0 ? [Hash()] : [],
        DependsOn = index == 0 ? [] : [index - 1],
        ExpectedUnits = _random.Next(50),
        MaxUnits = 100,
        Deliver = _random.Next(3) > 0,
    };

    private void Agree(RowBatch rows)
    {
        var at = _random.Next(_live.Count);
        var task = _live[at];
        var open = _open[task.Number];
        var key = Hash();
        var output = Hash();
        rows.SlicesAgreed.Add(new SliceAgreedRow { Task = task.Number, Index = open[0], Result = new ResultId(key, output) });
        open.RemoveAt(0);
        rows.Results.Add(new ResultRow
        {
            Key = key,
            Kernel = _kernel,
            OutputHash = output,
            Length = 10,
            Data = _random.Next(3) == 0 ? null : Bytes(10),
            Units = 5,
            Replicas = 1,
            Payer = task.Gamer,
            ComputeMs = _random.NextDouble(),
            AgreedAt = _now,
        });
        rows.Attempts.Add(new AttemptRow { Id = new AttemptId(1, ++_attempt), Key = key, Peer = new AccountId(7), Task = task.Number, State = AttemptState.Agreed, Reason = null, OutputHash = Hash(), Units = 5, Earned = new NanoDollars(3), LeasedAt = _now, EndedAt = _now + 1 });
        rows.Transfers.Add(Transfer(TransferReason.Pay, task.Number, $"1-{_attempt}"));
        Keys.Add(key);
        _live[at] = task with { Agreed = task.Agreed + 1, Cost = task.Cost + new NanoDollars(3), Attempts = task.Attempts + 1, ComputeMs = task.ComputeMs + 0.5 };
        rows.Put(_live[at]);
        if (open.Count == 0) End(rows, at, TaskState.Done);
    }

    private void End(RowBatch rows, int at, TaskState state)
    {
        var bytes = _random.Next(3) == 0 ? _random.Next(1_000) : 0;
        var ended = _live[at] with { DataBytes = bytes, DataCost = new NanoDollars(bytes / 10), State = state, Error = state == TaskState.Done ? ErrorCode.None : ErrorCode.Cancelled, Message = state == TaskState.Done ? null : "cancelled", Escrow = NanoDollars.Zero, EndedAt = ++_now };
        rows.Put(ended);
        _live.RemoveAt(at);
    }

    private void PutAccounts(RowBatch rows)
    {
        var id = new AccountId(_random.Next(1, 20));
        var role = id.Value < 7 ? AccountRole.Gamer : AccountRole.Peer;
        rows.Put(new AccountRow
        {
            Id = id,
            Role = role,
            Name = $"n{_random.Next()}",
            TokenHash = Hash(),
            CreatedAt = 5,
            LastSeenAt = _now,
            TasksSubmitted = role == AccountRole.Gamer ? 3 : 0,
            TasksCompleted = 2,
            Total = new NanoDollars(9),
            AttemptsFailed = role == AccountRole.Peer ? 1 : 0,
            AttemptsDisputed = role == AccountRole.Peer ? 2 : 0,
            ConnectedMicroseconds = role == AccountRole.Peer ? 77 : 0,
            Speeds = role == AccountRole.Peer ? [new PeerSpeed { Kernel = _kernel, UnitsPerSecond = _random.NextDouble() * 1e7, Samples = 4 }] : [],
        });
        rows.Put(new BalanceRow { Account = new LedgerAccount((AccountType)_random.Next(6), (LedgerKind)_random.Next(2), _random.Next(5)), Balance = _random.NextInt64() });
        rows.Holds.Add(new HoldRow { Peer = new AccountId(_random.Next(7, 10)), Ledger = LedgerKind.Usd, ReleaseAt = _random.Next(3), Amount = _random.Next(3) });
    }

    private TransferRow Transfer(TransferReason reason, long task, string? reference) => new()
    {
        Id = ++_transfer,
        Debit = new LedgerAccount(AccountType.Gamer, LedgerKind.Usd, 1),
        Credit = new LedgerAccount(AccountType.Escrow, LedgerKind.Usd, task),
        Amount = 5,
        Reason = reason,
        Task = task,
        Reference = reference,
        At = _now,
    };

    private Sha256Hash Hash() => new(Bytes(Sha256Hash.Size));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
