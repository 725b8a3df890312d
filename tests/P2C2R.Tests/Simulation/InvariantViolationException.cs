namespace P2C2R.Tests.Simulation;

/// <summary>Something that must always hold did not.</summary>
public sealed class InvariantViolationException(string invariant, string detail) : Exception($"{invariant}: {detail}")
{
    /// <summary>Its short name: what the table of mutants shows.</summary>
    public string Invariant { get; } = invariant;

    public static void Unless(bool holds, string invariant, Func<string> detail)
    {
        if (!holds) throw new InvariantViolationException(invariant, detail());
    }
}
