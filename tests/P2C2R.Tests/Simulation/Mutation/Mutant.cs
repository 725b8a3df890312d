namespace P2C2R.Tests.Simulation.Mutation;

/// <summary>A bug to plant in the state core: one piece of source text, found exactly once, replaced by another.</summary>
/// <param name="Name">Short.</param>
/// <param name="What">What goes wrong.</param>
/// <param name="File">Below src/P2C2R.Grid.</param>
/// <param name="Find">The text.</param>
/// <param name="Replacement">What it becomes.</param>
public sealed record Mutant(string Name, string What, string File, string Find, string Replacement);
