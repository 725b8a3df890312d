namespace P2C2R.Tests.Simulation.Mutation;

/// <summary>The bugs that the simulation must find.</summary>
public static class Mutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("promise before commit", "promises leave before their rows are on disk", "GridLoop.cs",
            "if (!_effects.Rows.IsEmpty && storage.Commit",
            "outbox.Send(_effects.Promises);\n        _effects.Promises.Clear();\n        if (!_effects.Rows.IsEmpty && storage.Commit"),
        new("commit outcome ignored", "promises leave though the commit failed", "GridLoop.cs",
            "storage.Commit(_effects.Rows) != CommitOutcome.Committed", "storage.Commit(_effects.Rows) < CommitOutcome.Committed"),
    ];
}
