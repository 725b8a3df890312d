using P2C2R.Grid;

namespace P2C2R.Tests.Simulation;

/// <summary>What became of a set of seeds.</summary>
public sealed record SeedReport(int Seeds, long Steps, IReadOnlyList<SeedFailure> Failures, IReadOnlyDictionary<GridEventKind, long> Counts, long DataCharges, long OnceAgreed, long EarlyOutputs)
{
    public string Summary => $"{Seeds} seeds, {Steps} steps, {Failures.Count} failed, {DataCharges} charges for data, {OnceAgreed} slices not reproducible, {EarlyOutputs} outputs before the end; {string.Join(", ", Counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))}";
}
