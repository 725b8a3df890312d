using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>What one seed is about: who takes part, what goes wrong and how often. All of it drawn from the seed.</summary>
public sealed record Scenario
{
    public static readonly KernelId Odd = new("sim_odd", 3);

    public static readonly KernelId Plain = new(Kinds.NoOperation, 1);

    public static readonly KernelId Fast = new(Kinds.Pathfinding, 1);

    /// <summary>The one that isn't reproducible.</summary>
    public static readonly KernelId Once = new(Kinds.NpcDialogueEndpoint, 1);

    public required ulong Seed { get; init; }

    public required GridOptions Options { get; init; }

    public required int Gamers { get; init; }

    public required IReadOnlyList<PeerBehaviour> Peers { get; init; }

    public required int TasksPerGamer { get; init; }

    /// <summary>For how long things go wrong, in microseconds.</summary>
    public required long Chaos { get; init; }

    public required long TickInterval { get; init; }

    /// <summary>Of each commit: that it is lost, fails, or is reported unknown though written.</summary>
    public double CommitFault { get; init; }

    /// <summary>Of each read from the archive.</summary>
    public double ReadFault { get; init; }

    /// <summary>Mean time between crashes of the coordinator, or 0.</summary>
    public long CrashEvery { get; init; }

    /// <summary>Mean time between losses of one connection, or 0.</summary>
    public long LossEvery { get; init; }

    public required int MaxSlices { get; init; }

    public double BigOutputs { get; init; }

    /// <summary>Whether tasks ask for memory, graphics processors or named peers. Then equal slices can be computed twice at once, by the same peer too.</summary>
    public bool HasRequirements { get; init; }

    /// <summary>Whether there are tasks whose kernel isn't reproducible. They name their peers.</summary>
    public bool HasOnce { get; init; }

    /// <summary>All that are asked for.</summary>
    public KernelId[] Kernels => HasOnce ? [Plain, Fast, Odd, Once] : [Plain, Fast, Odd];

    /// <summary>How many peers can agree on one wrong output: with fewer than a quorum, outputs are right.</summary>
    public int Collusion => Peers.Contains(PeerBehaviour.Colluding) ? 2 : Peers.Contains(PeerBehaviour.Lying) ? 1 : 0;

    /// <summary>Steps between two audits of the core, and commits between two comparisons of it with one built from the rows.</summary>
    public int AuditEvery { get; init; } = 10;

    public static Scenario Draw(ulong seed)
    {
        var random = new SeededRandom(seed * 0x9E3779B97F4A7C15 + 1);
        var huge = random.Chance(0.02);
        var hasOnce = seed % 5 == 0;
        return new Scenario
        {
            Seed = seed,
            Options = DrawOptions(random),
            Gamers = random.Between(1, 4),
            Peers = DrawPeers(random),
            TasksPerGamer = huge ? 2 : random.Between(2, 14),
            Chaos = random.Between(5L, 60L) * GridOptions.Second,
            TickInterval = random.Pick([10_000L, 50_000L, 200_000L]),
            CommitFault = random.Chance(0.4) ? 0.02 : 0,
            ReadFault = random.Chance(0.2) ? 0.01 : 0,
            CrashEvery = random.Chance(0.4) ? random.Between(2L, 30L) * GridOptions.Second : 0,
            LossEvery = random.Chance(0.6) ? random.Between(2L, 40L) * GridOptions.Second : 0,
            MaxSlices = huge ? 700 : random.Pick([1, 4, 12, 30]),
            HasRequirements = random.Chance(0.5) | hasOnce,
            HasOnce = hasOnce,
            BigOutputs = random.Chance(0.3) ? 0.2 : 0,
        };
    }

    private static GridOptions DrawOptions(SeededRandom random) => new()
    {
        PeerRate = new NanoDollars(random.Pick([150_000_000L, 150_000_000L, 99_999_999_999L, 1L])),
        FeePercent = random.Pick([10, 10, 0, 33]),
        PromotionalGrant = new NanoDollars(random.Pick([0L, 50_000L, 100_000_000L, 1_000_000_000_000L])),
        PromotionalCap = new NanoDollars(random.Pick([2_000_000_000L, 10_000_000_000_000L])),
        OperatorCapital = new NanoDollars(random.Pick([0L, 1_000L, 1_000_000_000L])),
        HoldPeriod = random.Pick([0L, 5L, 30L]) * GridOptions.Second,
        ReleaseInterval = random.Pick([1L, 10L]) * GridOptions.Second,
        CacheRetention = random.Pick([0L, 5L, 24 * 3600L]) * GridOptions.Second,
        HeartbeatInterval = random.Pick([1L, 5L]) * GridOptions.Second,
        PrefetchHorizon = random.Pick([0L, 5_000L, 2_000_000L]),
        MaxLiveTasksPerAccount = random.Chance(0.2) ? 3 : 20_000,
        MaxHotBytes = random.Chance(0.3) ? 1_000 : 256L << 20,
        HedgeFraction = random.Pick([0, 0.05, 0.5]),
        DataRate = new NanoDollars(random.Fork().Pick([10_000_000L, 10_000_000_000_000L, 99_999_999_999_999L, 0L])),
        Rates = new Dictionary<KernelId, long> { [Plain] = 1_000_000, [Fast] = 10_000_000, [Odd] = 7_777_777, [Once] = 1_000 },
    };

    private static List<PeerBehaviour> DrawPeers(SeededRandom random)
    {
        var peers = new List<PeerBehaviour>();
        var count = random.Between(2, 8);
        for (var i = 0; i < count; i++) peers.Add(random.Chance(0.5) ? PeerBehaviour.Honest : DrawFault(random));
        if (random.Chance(0.2)) peers.Add(PeerBehaviour.Lying);
        else if (random.Chance(0.2)) peers.AddRange([PeerBehaviour.Colluding, PeerBehaviour.Colluding]);
        return peers;
    }

    private static PeerBehaviour DrawFault(SeededRandom random) =>
        random.Pick([PeerBehaviour.Failing, PeerBehaviour.Crashing, PeerBehaviour.Stalling, PeerBehaviour.Hostile]);
}
