using System.Text;
using P2C2R.Grid;

namespace P2C2R.Tests.Simulation;

/// <summary>Runs seeds, each on one thread, two at a time.</summary>
public static class SeedRunner
{
    /// <summary>Runs seeds until so many have failed; failures are listed by seed.</summary>
    public static SeedReport Run(IReadOnlyList<ulong> seeds, int stopAfter)
    {
        var gate = new object();
        var failures = new List<SeedFailure>();
        var counts = new Dictionary<GridEventKind, long>();
        long steps = 0;
        long charges = 0;
        long once = 0;
        long early = 0;
        var ran = 0;
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, (seed, loop) =>
        {
            var simulation = new GridSimulation(Scenario.Draw(seed));
            var failure = RunOne(simulation);
            lock (gate)
            {
                ran++;
                steps += simulation.Events.Steps;
                charges += simulation.Checker.DataCharges;
                once += simulation.Checker.OnceAgreed;
                early += simulation.Checker.Early.Count;
                foreach (var (kind, count) in simulation.Counts) counts[kind] = counts.GetValueOrDefault(kind) + count;
                if (failure is not null) failures.Add(failure);
                if (failures.Count >= stopAfter) loop.Stop();
            }
        });
        return new SeedReport(ran, steps, [.. failures.OrderBy(failure => failure.Seed)], counts, charges, once, early);
    }

    /// <summary>For another load context, which shares no type with this one: "seed invariant" of the first seed that fails, or null.</summary>
    public static string? FirstFailure(int seeds)
    {
        var report = Run([.. Enumerable.Range(1, seeds).Select(seed => (ulong)seed)], stopAfter: 1);
        return report.Failures.Count == 0 ? null : $"{report.Failures[0].Seed}\t{report.Failures[0].Invariant}";
    }

    /// <summary>Runs a seed again, and says what happened last.</summary>
    public static string Explain(ulong seed, int traceLength)
    {
        var simulation = new GridSimulation(Scenario.Draw(seed), traceLength);
        var failure = RunOne(simulation);
        var text = new StringBuilder();
        foreach (var line in simulation.LastEvents) text.AppendLine(line);
        text.AppendLine($"seed {seed}, step {simulation.Events.Steps}: {(failure is null ? "holds" : $"{failure.Invariant}: {failure.Detail}")}");
        return text.Append($"replay: P2C2R_SIM_SEED={seed}").ToString();
    }

    public static ulong Digest(ulong seed)
    {
        var simulation = new GridSimulation(Scenario.Draw(seed));
        RunOne(simulation);
        return simulation.Digest;
    }

    private static SeedFailure? RunOne(GridSimulation simulation)
    {
        try
        {
            simulation.Run();
            return null;
        }
        catch (InvariantViolationException violation)
        {
            return new SeedFailure(simulation.Scenario.Seed, violation.Invariant, violation.Message, simulation.Events.Steps);
        }
        catch (Exception fault)
        {
            return new SeedFailure(simulation.Scenario.Seed, $"the core never throws ({fault.GetType().Name})", fault.ToString(), simulation.Events.Steps);
        }
    }
}
