namespace P2C2R.Tests.Simulation;

/// <summary>A seed that failed, and what did not hold.</summary>
public sealed record SeedFailure(ulong Seed, string Invariant, string Detail, long Step);
