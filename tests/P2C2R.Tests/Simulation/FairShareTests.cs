using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// Shares between accounts come before everything: of two accounts that both always have work waiting, each gets half of the
/// grid's reference seconds, whatever the other says of priorities and deadlines and however much it sends. The stated factor is 0.8.
/// </summary>
public sealed class FairShareTests
{
    private const double Factor = 0.8;

    [Theory]
    [InlineData(1, 400, 20, 500_000, 500_000)]
    [InlineData(2, 400, 20, 500_000, 100_000)]
    [InlineData(3, 400, 20, 100_000, 500_000)]
    [InlineData(4, 1_000, 30, 300_000, 300_000)]
    public void A_flood_leaves_others_their_share(ulong seed, int flood, int modest, long floodUnits, long modestUnits)
    {
        var simulation = Quiet(seed);
        simulation.Coordinator.Start();
        for (var i = 0; i < 3; i++) simulation.AddPeer($"peer-{i}", PeerBehaviour.Honest, isFull: true);
        simulation.StepUntil(simulation.Events.Now + (2 * GridOptions.Second));
        var loud = new LoadGamer(simulation, "loud", flood, floodUnits, TaskPriority.Interactive, deadlineMs: 3_600_000);
        var quiet = new LoadGamer(simulation, "quiet", modest, modestUnits, TaskPriority.Batch, deadlineMs: null);
        loud.Start();
        quiet.Start();
        simulation.StepUntil(simulation.Events.Now + (10 * GridOptions.Second));
        var (loudBefore, quietBefore) = (Units(simulation, loud), Units(simulation, quiet));
        simulation.StepUntil(simulation.Events.Now + (30 * GridOptions.Second));
        var loudDone = Units(simulation, loud) - loudBefore;
        var quietDone = Units(simulation, quiet) - quietBefore;
        Assert.True(quietDone >= Factor * (loudDone + quietDone) / 2, $"the flood got {loudDone} units, the other {quietDone}");
    }

    private static long Units(GridSimulation simulation, LoadGamer gamer) =>
        simulation.Storage.Durable.Tasks.Values.Where(task => task.Gamer == gamer.Account).Sum(task => task.Units);

    private static GridSimulation Quiet(ulong seed)
    {
        var options = new GridOptions
        {
            PromotionalGrant = NanoDollars.FromDollars(1_000m),
            CacheRetention = 0,
            Rates = new Dictionary<KernelId, long> { [Scenario.Plain] = 1_000_000, [Scenario.Fast] = 10_000_000, [Scenario.Odd] = 7_777_777 },
        };
        return new GridSimulation(new Scenario
        {
            Seed = seed,
            Options = options,
            Gamers = 0,
            Peers = [],
            TasksPerGamer = 0,
            Chaos = 0,
            TickInterval = 10_000,
            MaxSlices = 1,
            AuditEvery = 1_000,
        });
    }
}
