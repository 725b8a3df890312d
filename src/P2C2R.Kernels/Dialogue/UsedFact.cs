namespace P2C2R.Kernels.Dialogue;

/// <summary>A fact that a line was made from.</summary>
/// <param name="Scope">Whose.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it was then.</param>
internal readonly record struct UsedFact(FactScope Scope, string Name, FactValue Value);
