using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Figures for the status page. Money and times are of this epoch, counts of all time.</summary>
public sealed record GridStatistics
{
    /// <summary>Counts over all time.</summary>
    public required GridTotals Totals { get; init; }

    /// <summary>The coordinator's epoch.</summary>
    public required int Epoch { get; init; }

    /// <summary>Peers connected.</summary>
    public required int Peers { get; init; }

    /// <summary>Connections of gamers.</summary>
    public required int Gamers { get; init; }

    /// <summary>Tasks that are admitting or running.</summary>
    public required int LiveTasks { get; init; }

    /// <summary>Their slices.</summary>
    public required int LiveSlices { get; init; }

    /// <summary>Bytes of their inputs and outputs in memory.</summary>
    public required long HotBytes { get; init; }

    /// <summary>Slots of connected peers.</summary>
    public required int Slots { get; init; }

    /// <summary>Slots at work, as leases have it.</summary>
    public required int BusySlots { get; init; }

    /// <summary>Tasks that end in a second, smoothed.</summary>
    public required double TasksPerSecond { get; init; }

    /// <summary>From submission to result of tasks done, in milliseconds: the median.</summary>
    public required double LatencyMsP50 { get; init; }

    /// <summary>The 95th percentile.</summary>
    public required double LatencyMsP95 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public required double LatencyMsP99 { get; init; }

    /// <summary>What workers took for agreed computations, in milliseconds: the median.</summary>
    public required double ProcessingMsP50 { get; init; }

    /// <summary>The 95th percentile.</summary>
    public required double ProcessingMsP95 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public required double ProcessingMsP99 { get; init; }

    /// <summary>Fees taken, in dollars.</summary>
    public required NanoDollars Revenue { get; init; }

    /// <summary>Fees taken, in promotional credit.</summary>
    public required NanoDollars PromotionalRevenue { get; init; }

    /// <summary>Pay of peers, in dollars.</summary>
    public required NanoDollars Rewards { get; init; }

    /// <summary>Pay of peers, in promotional credit.</summary>
    public required NanoDollars PromotionalRewards { get; init; }

    /// <summary>What of the pay came out of fees (hedges and tie-breaks), both ledgers.</summary>
    public required NanoDollars BudgetSpent { get; init; }

    /// <summary>The connected peers, the first 1,000 by account.</summary>
    public required IReadOnlyList<PeerStatistics> ConnectedPeers { get; init; }

    /// <summary>Kernel by kernel.</summary>
    public required IReadOnlyList<KernelStatistics> Kernels { get; init; }

    internal static GridStatistics Of(GridState state)
    {
        var counters = state.Statistics;
        return new GridStatistics
        {
            Totals = counters.ToTotals(),
            Epoch = state.Epoch,
            Peers = counters.PeersConnected,
            Gamers = counters.GamersConnected,
            LiveTasks = state.LiveTasks.Count,
            LiveSlices = state.LiveSlices,
            HotBytes = state.Hot.Bytes,
            Slots = counters.SlotsConnected,
            BusySlots = state.Busy.Sum(p => p.Session is null ? 0 : Math.Min(p.Active.Count, p.Slots)),
            TasksPerSecond = counters.DrainRate,
            LatencyMsP50 = Ms(counters.Latency, 0.5),
            LatencyMsP95 = Ms(counters.Latency, 0.95),
            LatencyMsP99 = Ms(counters.Latency, 0.99),
            ProcessingMsP50 = Ms(counters.Processing, 0.5),
            ProcessingMsP95 = Ms(counters.Processing, 0.95),
            ProcessingMsP99 = Ms(counters.Processing, 0.99),
            Revenue = new NanoDollars(counters.Revenue[0]),
            PromotionalRevenue = new NanoDollars(counters.Revenue[1]),
            Rewards = new NanoDollars(counters.Rewards[0]),
            PromotionalRewards = new NanoDollars(counters.Rewards[1]),
            BudgetSpent = new NanoDollars(counters.BudgetSpent[0] + counters.BudgetSpent[1]),
            ConnectedPeers = [.. state.Peers.Values.Where(p => p.Session is not null).Take(1000).Select(PeerStatistics.Of)],
            Kernels = [.. state.Kernels.Select(KernelStatistics.Of)],
        };
    }

    internal static double Ms(Histogram microseconds, double fraction) => microseconds.Percentile(fraction) / 1000.0;
}
