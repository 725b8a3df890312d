namespace P2C2R.Grid;

/// <summary>What the core counts for the status page.</summary>
internal sealed class Counters
{
    public long TasksAccepted { get; set; }

    public long TasksDone { get; set; }

    public long TasksFailed { get; set; }

    public long TasksCancelled { get; set; }

    public long CacheHits { get; set; }

    public long Disputes { get; set; }

    public long Failovers { get; set; }

    public long Hedges { get; set; }

    public long AttemptsPaid { get; set; }

    /// <summary>Hedges since the start; those before are not weighed against attempts that were not counted.</summary>
    public long HedgesThisEpoch { get; set; }

    public long AttemptsStarted { get; set; }

    /// <summary>Fees taken in this epoch, by ledger.</summary>
    public long[] Revenue { get; } = new long[2];

    /// <summary>Pay of peers in this epoch, by ledger.</summary>
    public long[] Rewards { get; } = new long[2];

    /// <summary>What of it came out of fees: tie-breaks and late hedges.</summary>
    public long[] BudgetSpent { get; } = new long[2];

    /// <summary>Microseconds from submission to result of tasks done.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>Microseconds that workers took for agreed attempts.</summary>
    public Histogram Processing { get; } = new();

    public int PeersConnected { get; set; }

    public int GamersConnected { get; set; }

    public int SlotsConnected { get; set; }

    /// <summary>Tasks that end in a second, smoothed.</summary>
    public double DrainRate { get; private set; }

    private long _endedBefore;
    private long _since;

    /// <summary>Updates <see cref="DrainRate"/> about once a second.</summary>
    public void Measure(long now)
    {
        if (_since == 0) _since = now;
        var elapsed = now - _since;
        if (elapsed < GridOptions.Second) return;
        var ended = TasksDone + TasksFailed + TasksCancelled;
        DrainRate = (0.5 * DrainRate) + (0.5 * (ended - _endedBefore) * GridOptions.Second / elapsed);
        _endedBefore = ended;
        _since = now;
    }

    public void Load(GridTotals totals)
    {
        TasksAccepted = totals.TasksAccepted;
        TasksDone = totals.TasksDone;
        TasksFailed = totals.TasksFailed;
        TasksCancelled = totals.TasksCancelled;
        CacheHits = totals.CacheHits;
        Disputes = totals.Disputes;
        Failovers = totals.Failovers;
        Hedges = totals.Hedges;
        AttemptsPaid = totals.AttemptsPaid;
        _endedBefore = TasksDone + TasksFailed + TasksCancelled;
    }

    public GridTotals ToTotals() => new()
    {
        TasksAccepted = TasksAccepted,
        TasksDone = TasksDone,
        TasksFailed = TasksFailed,
        TasksCancelled = TasksCancelled,
        CacheHits = CacheHits,
        Disputes = Disputes,
        Failovers = Failovers,
        Hedges = Hedges,
        AttemptsPaid = AttemptsPaid,
    };
}
