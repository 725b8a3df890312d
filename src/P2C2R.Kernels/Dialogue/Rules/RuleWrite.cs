namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What a rule changes once it has spoken.</summary>
/// <param name="Kind">How.</param>
/// <param name="Fact">Number of the fact, of mood or memory; for <see cref="WriteKind.Tell"/> of memory.</param>
/// <param name="Value">What is written.</param>
internal readonly record struct RuleWrite(WriteKind Kind, int Fact, RuleValue Value);
