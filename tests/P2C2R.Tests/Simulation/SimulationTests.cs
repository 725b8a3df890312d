using System.Globalization;
using P2C2R.Grid;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// Seeds 1 to P2C2R_SIM_SEEDS (default 1,000), each a run of the whole grid with its faults. P2C2R_SIM_SEED=N runs that one
/// alone and prints its last events.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int WholeTrace = 1_000_000;

    private static readonly ulong? OnlySeed = Number("P2C2R_SIM_SEED");

    [Fact]
    public void Every_invariant_holds_in_every_seed()
    {
        var seeds = OnlySeed is { } only ? [only] : Enumerable.Range(1, (int)(Number("P2C2R_SIM_SEEDS") ?? 1000)).Select(seed => (ulong)seed).ToList();
        var report = SeedRunner.Run(seeds, stopAfter: 20);
        output.WriteLine(report.Summary);
        if (OnlySeed is { } seed && report.Failures.Count == 0) output.WriteLine(SeedRunner.Explain(seed, WholeTrace));
        if (report.Failures.Count == 0) return;
        var list = string.Join("\n", report.Failures.Select(failure => $"seed {failure.Seed}, step {failure.Step}: {failure.Detail[..Math.Min(600, failure.Detail.Length)]}"));
        Assert.Fail($"{report.Failures.Count} seeds failed:\n{list}\n{SeedRunner.Explain(report.Failures[0].Seed, OnlySeed is null ? 200 : WholeTrace)}\n{list}");
    }

    [Fact]
    public void The_same_seed_runs_the_same_way()
    {
        for (var seed = 1ul; seed <= 10; seed++) Assert.Equal(SeedRunner.Digest(seed), SeedRunner.Digest(seed));
    }

    [Fact]
    public void The_seeds_reach_everything_that_can_happen()
    {
        if (OnlySeed is not null) Assert.Skip("one seed only");
        var report = SeedRunner.Run([.. Enumerable.Range(1, 60).Select(seed => (ulong)seed)], stopAfter: 1);
        foreach (var kind in Enum.GetValues<GridEventKind>()) Assert.True(report.Counts.GetValueOrDefault(kind) > 0, $"no {kind} in 60 seeds");
        Assert.True(report.DataCharges > 0, "no charge for data in 60 seeds");
        Assert.True(report.OnceAgreed > 0, "no slice of a kernel that isn't reproducible in 60 seeds");
        Assert.True(report.EarlyOutputs > 0, "no output before a task's end in 60 seeds");
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
