using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A task that is live, or has ended in a batch that is not committed yet.</summary>
internal sealed class GridTask(long number, GamerAccount gamer, string id, Kernel kernel)
{
    public long Number { get; } = number;

    public GamerAccount Gamer { get; } = gamer;

    /// <summary>The gamer's id for it.</summary>
    public string Id { get; } = id;

    public Kernel Kernel { get; } = kernel;

    public TaskPriority Priority { get; init; }

    public int Replicas { get; init; }

    /// <summary>Unix microseconds; <see cref="long.MaxValue"/> for none.</summary>
    public long Deadline { get; init; }

    public Requirements Requirements { get; init; } = Requirements.None;

    /// <summary>Sum of the slices' maximum units, as announced.</summary>
    public long MaxUnits { get; init; }

    /// <summary>Bytes of blobs, once for each replica, and of big outputs that it may be charged for, as announced.</summary>
    public long MaxDataBytes { get; init; }

    public Sha256Hash Digest { get; init; }

    public LedgerKind Ledger { get; init; }

    public long SubmittedAt { get; init; }

    /// <summary>All slices in order; null from <see cref="SlicesReceived"/> on.</summary>
    public Slice[] Slices { get; init; } = [];

    public TaskState State { get; private set; }

    public ErrorCode Error { get; set; }

    public string? Message { get; set; }

    /// <summary>What is set aside for it.</summary>
    public Balance Escrow { get; init; } = null!;

    public long Cost { get; set; }

    /// <summary>What of it was for data; 0 until it ends.</summary>
    public long DataCost { get; set; }

    /// <summary>Bytes stored and moved for it so far, as <see cref="DataCharge"/> counts them.</summary>
    public long DataBytes { get; set; }

    public int SlicesReceived { get; set; }

    /// <summary>Maximum units of the slices received.</summary>
    public long UnitsReceived { get; set; }

    /// <summary>Bytes of the blobs that the slices received name, once for each replica.</summary>
    public long BlobBytes { get; set; }

    /// <summary>Those blobs; null for none, and once all slices are here.</summary>
    public NamedBlobs? NamedBlobs { get; set; }

    /// <summary>Dependencies of the slices received.</summary>
    public int Edges { get; set; }

    public int Agreed { get; set; }

    public int Cached { get; set; }

    public int Attempts { get; set; }

    public long Units { get; set; }

    public double ComputeMs { get; set; }

    public long? EndedAt { get; set; }

    /// <summary>Whether a row of it is due at the end of the batch.</summary>
    public bool Dirty { get; set; }

    /// <summary>Connections that want to know how it ends.</summary>
    public List<SessionId> Interested { get; } = new(1);

    /// <summary>Sum of how far the slices that are being computed are.</summary>
    public double RunningFraction { get; set; }

    public long LastProgressAt { get; set; }

    /// <summary>Since when an admitting task has no connection; <see cref="long.MaxValue"/> where it has one.</summary>
    public long OrphanedAt { get; set; } = long.MaxValue;

    public bool IsLive => State is TaskState.Admitting or TaskState.Running;

    /// <summary>By deadline, then number.</summary>
    public static Comparer<GridTask> DeadlineOrder { get; } = Comparer<GridTask>.Create(static (a, b) =>
        a.Deadline != b.Deadline ? a.Deadline.CompareTo(b.Deadline) : a.Number.CompareTo(b.Number));

    public void Move(TaskState to)
    {
        if (!Transitions.Allows(State, to)) throw Transitions.Forbidden($"task {Number}", State, to);
        State = to;
    }

    public TaskRow ToRow() => new()
    {
        Number = Number,
        Gamer = Gamer.Id,
        Id = Id,
        Kernel = Kernel.Id,
        Priority = Priority,
        Replicas = Replicas,
        Deadline = Deadline == long.MaxValue ? null : Deadline,
        MemoryBytes = Requirements.MemoryBytes,
        Gpu = Requirements.Gpu,
        Peers = Requirements.Peers,
        SliceCount = Slices.Length,
        SlicesReceived = SlicesReceived,
        MaxUnits = MaxUnits,
        MaxDataBytes = MaxDataBytes,
        Digest = Digest,
        State = State,
        Error = Error,
        Message = Message,
        Ledger = Ledger,
        Escrow = new NanoDollars(Escrow.Value),
        Cost = new NanoDollars(Cost),
        DataCost = new NanoDollars(DataCost),
        DataBytes = DataBytes,
        Agreed = Agreed,
        Cached = Cached,
        Attempts = Attempts,
        Units = Units,
        ComputeMs = ComputeMs,
        SubmittedAt = SubmittedAt,
        EndedAt = EndedAt,
    };
}
