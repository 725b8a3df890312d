namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What a rule writes: a constant, or what a fact is at that moment.</summary>
/// <param name="Fact">Number of the fact; -1 for a constant.</param>
/// <param name="Constant">The constant.</param>
internal readonly record struct RuleValue(int Fact, long Constant);
