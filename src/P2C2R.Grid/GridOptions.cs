using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What an operator can set. Times are in microseconds.</summary>
public sealed record GridOptions
{
    /// <summary>One second.</summary>
    public const long Second = 1_000_000;

    /// <summary>What a peer earns in a reference compute-hour: $0.15.</summary>
    public NanoDollars PeerRate { get; init; } = NanoDollars.FromDollars(0.15m);

    /// <summary>What the coordinator keeps of what a gamer pays.</summary>
    public int FeePercent { get; init; } = 10;

    /// <summary>What a gamer pays for a GiB (2^30 bytes) of blobs and big outputs that is stored or moved for a task: $0.001.</summary>
    public NanoDollars DataRate { get; init; } = NanoDollars.FromDollars(0.001m);

    /// <summary>Promotional credit of a new gamer.</summary>
    public NanoDollars PromotionalGrant { get; init; } = NanoDollars.FromDollars(1m);

    /// <summary>Promotional credit that may ever be granted, in all.</summary>
    public NanoDollars PromotionalCap { get; init; } = NanoDollars.FromDollars(10_000m);

    /// <summary>What the operator puts into the fee account of each ledger at the first start, so that tie-breaks work before fees have come in.</summary>
    public NanoDollars OperatorCapital { get; init; } = NanoDollars.FromDollars(1m);

    /// <summary>How long earnings are held.</summary>
    public long HoldPeriod { get; init; } = 24 * 3600 * Second;

    /// <summary>Earnings are released together, at multiples of this.</summary>
    public long ReleaseInterval { get; init; } = 3600 * Second;

    /// <summary>How long results are kept as cache; 0 switches the cache off.</summary>
    public long CacheRetention { get; init; } = 24 * 3600 * Second;

    /// <summary>How often peers report; a lease is at least three of these.</summary>
    public long HeartbeatInterval { get; init; } = 5 * Second;

    /// <summary>A peer may have this much expected work waiting beyond its slots, so that it never waits for the network.</summary>
    public long PrefetchHorizon { get; init; } = 5_000;

    /// <summary>Slices of live tasks over all accounts; above it, submissions are answered <c>busy</c>.</summary>
    public int MaxLiveSlices { get; init; } = 262_144;

    /// <summary>Live tasks over all accounts; above it, submissions are answered <c>busy</c>.</summary>
    public int MaxLiveTasks { get; init; } = 100_000;

    /// <summary>Live tasks of one account.</summary>
    public int MaxLiveTasksPerAccount { get; init; } = 20_000;

    /// <summary>Bytes of inputs and outputs held in memory before agreed outputs are dropped and read from storage when needed.</summary>
    public long MaxHotBytes { get; init; } = 256L << 20;

    /// <summary>Second attempts at late computations, as a fraction of all attempts.</summary>
    public double HedgeFraction { get; init; } = 0.05;

    /// <summary>Price basis of the kernels that are accepted.</summary>
    public IReadOnlyDictionary<KernelId, long> Rates { get; init; } = WorkRates.Default;

    /// <summary>Those of them whose outputs are not reproducible.</summary>
    public IReadOnlySet<KernelId> NotReproducible { get; init; } = WorkRates.NotReproducible;
}
