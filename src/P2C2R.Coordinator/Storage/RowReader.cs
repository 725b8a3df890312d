using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>Columns to rows.</summary>
internal static class RowReader
{
    /// <summary>The columns that <see cref="Task"/> reads.</summary>
    public const string TaskColumns = "number, gamer, id, kind, version, priority, replicas, deadline, memory_bytes, gpu, peers, slice_count, slices_received, max_units, digest, state, error, message, ledger, escrow, cost, agreed, cached, attempts, units, compute_ms, submitted_at, ended_at, max_data_bytes, data_bytes, data_cost";

    /// <summary>The columns that <see cref="Slice"/> reads, and the key.</summary>
    public const string SliceColumns = "task, idx, input, input_hash, blobs, depends_on, expected_units, max_units, deliver, key, output";

    /// <summary>The columns that <see cref="Result"/> reads.</summary>
    public const string ResultColumns = "key, kind, version, output_hash, length, data, units, replicas, payer, compute_ms, agreed_at";

    /// <summary>The columns that <see cref="Attempt"/> reads.</summary>
    public const string AttemptColumns = "epoch, number, key, peer, task, state, code, reason, output_hash, units, earned, ledger, leased_at, ended_at";

    /// <summary>A task.</summary>
    public static TaskRow Task(SqliteStatement s) => new()
    {
        Number = s.Integer(0),
        Gamer = new AccountId(s.Integer(1)),
        Id = s.Text(2)!,
        Kernel = new KernelId(s.Text(3)!, s.SmallInteger(4)),
        Priority = (TaskPriority)s.SmallInteger(5),
        Replicas = s.SmallInteger(6),
        Deadline = s.IsNull(7) ? null : s.Integer(7),
        MemoryBytes = s.Integer(8),
        Gpu = s.Integer(9) != 0,
        Peers = ListEncoding.Accounts(s.Text(10)),
        SliceCount = s.SmallInteger(11),
        SlicesReceived = s.SmallInteger(12),
        MaxUnits = s.Integer(13),
        Digest = s.Hash(14),
        State = (TaskState)s.SmallInteger(15),
        Error = (ErrorCode)s.SmallInteger(16),
        Message = s.Text(17),
        Ledger = (LedgerKind)s.SmallInteger(18),
        Escrow = new NanoDollars(s.Integer(19)),
        Cost = new NanoDollars(s.Integer(20)),
        Agreed = s.SmallInteger(21),
        Cached = s.SmallInteger(22),
        Attempts = s.SmallInteger(23),
        Units = s.Integer(24),
        ComputeMs = s.Real(25),
        SubmittedAt = s.Integer(26),
        EndedAt = s.IsNull(27) ? null : s.Integer(27),
        MaxDataBytes = s.Integer(28),
        DataBytes = s.Integer(29),
        DataCost = new NanoDollars(s.Integer(30)),
    };

    /// <summary>A slice, and the key of its result where it is agreed.</summary>
    public static (SliceRow Slice, ResultId? Result) Slice(SqliteStatement s) => (new SliceRow
    {
        Task = s.Integer(0),
        Index = s.SmallInteger(1),
        Input = s.Bytes(2).ToArray(),
        InputHash = s.Hash(3),
        Blobs = ListEncoding.Hashes(s.Bytes(4)),
        DependsOn = ListEncoding.Numbers(s.Bytes(5)),
        ExpectedUnits = s.Integer(6),
        MaxUnits = s.Integer(7),
        Deliver = s.Integer(8) != 0,
    }, s.IsNull(9) ? null : new ResultId(s.Hash(9), s.Hash(10)));

    /// <summary>A result.</summary>
    public static ResultRow Result(SqliteStatement s) => new()
    {
        Key = s.Hash(0),
        Kernel = new KernelId(s.Text(1)!, s.SmallInteger(2)),
        OutputHash = s.Hash(3),
        Length = s.Integer(4),
        Data = s.IsNull(5) ? (ReadOnlyMemory<byte>?)null : s.Bytes(5).ToArray(),
        Units = s.Integer(6),
        Replicas = s.SmallInteger(7),
        Payer = new AccountId(s.Integer(8)),
        ComputeMs = s.Real(9),
        AgreedAt = s.Integer(10),
    };

    /// <summary>An attempt.</summary>
    public static AttemptRow Attempt(SqliteStatement s) => new()
    {
        Id = new AttemptId(s.SmallInteger(0), s.Integer(1)),
        Key = s.Hash(2),
        Peer = new AccountId(s.Integer(3)),
        Task = s.Integer(4),
        State = (AttemptState)s.SmallInteger(5),
        Code = (ErrorCode)s.SmallInteger(6),
        Reason = s.Text(7),
        OutputHash = s.Hash(8),
        Units = s.Integer(9),
        Earned = new NanoDollars(s.Integer(10)),
        Ledger = (LedgerKind)s.SmallInteger(11),
        LeasedAt = s.Integer(12),
        EndedAt = s.Integer(13),
    };
}
