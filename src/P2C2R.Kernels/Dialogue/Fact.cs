namespace P2C2R.Kernels.Dialogue;

/// <summary>Something that is so.</summary>
/// <param name="Name">Lower-case letters, digits and underscores; in a list of facts each name stands once, in ordinal order.</param>
/// <param name="Value">What it is.</param>
internal readonly record struct Fact(string Name, FactValue Value);
