using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A peer: its device while it is connected, its attempts, its record, its earnings.</summary>
internal sealed class PeerAccount(AccountId id, string name, Sha256Hash tokenHash, long createdAt, int kernels) : AccountHolder(AccountRole.Peer, id, name, tokenHash, createdAt)
{
    /// <summary>Below this age there is no availability record to judge by.</summary>
    private const long YoungAge = 600 * GridOptions.Second;

    /// <summary>Earned and not released, by ledger.</summary>
    public Balance[] Held { get; } =
    [
        new(new LedgerAccount(AccountType.PeerHeld, LedgerKind.Usd, id.Value)),
        new(new LedgerAccount(AccountType.PeerHeld, LedgerKind.Promotional, id.Value)),
    ];

    /// <summary>Released, by ledger.</summary>
    public Balance[] Released { get; } =
    [
        new(new LedgerAccount(AccountType.PeerReleased, LedgerKind.Usd, id.Value)),
        new(new LedgerAccount(AccountType.PeerReleased, LedgerKind.Promotional, id.Value)),
    ];

    /// <summary>The hold that grows at present, by ledger.</summary>
    public Hold?[] LatestHold { get; } = new Hold?[2];

    /// <summary>Its connection, or null.</summary>
    public Session? Session { get; set; }

    public bool Draining { get; set; }

    public int Slots { get; set; } = 1;

    public long MemoryBytes { get; set; }

    public bool Gpu { get; set; }

    /// <summary>What it can compute and how fast, by <see cref="Kernel.Index"/>; null for what it never could.</summary>
    public PeerKernel?[] Kernels { get; } = new PeerKernel?[kernels];

    /// <summary>Attempts under a lease, in no order that matters.</summary>
    public List<Attempt> Active { get; } = [];

    /// <summary>How many of them are overdue: their computations are over, and the late ones of hedged pairs go on.</summary>
    public int Overdue { get; set; }

    /// <summary>Attempts under older epochs' ids that were taken over after a restart.</summary>
    public Dictionary<AttemptId, Attempt>? Adopted { get; set; }

    /// <summary>Expected microseconds of all active attempts.</summary>
    public long Backlog { get; set; }

    /// <summary>No lease of it ends before.</summary>
    public long EarliestExpiry { get; set; } = long.MaxValue;

    /// <summary>No attempt of it is late before.</summary>
    public long EarliestLate { get; set; } = long.MaxValue;

    /// <summary>Place in the list of peers that have attempts, or -1.</summary>
    public int BusyIndex { get; set; } = -1;

    public bool HasRoom { get; set; }

    public HeldBlobs? Blobs { get; set; }

    public long AttemptsFailed { get; set; }

    public long AttemptsDisputed { get; set; }

    /// <summary>Connected time up to <see cref="ConnectedSince"/>.</summary>
    public long ConnectedMicroseconds { get; set; }

    public long ConnectedSince { get; set; }

    /// <summary>What it is to be told at the end of the batch.</summary>
    public List<SettledAttempt>? Settled { get; set; }

    /// <summary>Expected microseconds until a slot is free.</summary>
    public long Wait => Active.Count < Slots ? 0 : Backlog / Slots;

    /// <summary>The share of its age for which it was connected, 0.25 to 1.</summary>
    public double Availability(long now)
    {
        var age = now - CreatedAt;
        if (age < YoungAge) return 1;
        var connected = ConnectedMicroseconds + (Session is null ? 0 : now - ConnectedSince);
        return Math.Clamp((double)connected / age, 0.25, 1);
    }

    /// <summary>Books the time connected so far.</summary>
    public void CountConnected(long now)
    {
        ConnectedMicroseconds += now - ConnectedSince;
        ConnectedSince = now;
    }

    protected override AccountRow Complete(AccountRow row) => row with
    {
        AttemptsFailed = AttemptsFailed,
        AttemptsDisputed = AttemptsDisputed,
        ConnectedMicroseconds = ConnectedMicroseconds,
        Speeds = LearnedSpeeds(),
    };

    private List<PeerSpeed> LearnedSpeeds()
    {
        var speeds = new List<PeerSpeed>(1);
        foreach (var kernel in Kernels)
        {
            if (kernel is not { Samples: > 0 }) continue;
            speeds.Add(new PeerSpeed { Kernel = kernel.Kernel.Id, UnitsPerSecond = kernel.UnitsPerSecond, Samples = kernel.Samples });
        }
        return speeds;
    }
}
