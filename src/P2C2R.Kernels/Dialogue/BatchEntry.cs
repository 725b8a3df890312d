namespace P2C2R.Kernels.Dialogue;

/// <summary>A conversation, once or in several variants that differ by their random numbers alone.</summary>
/// <param name="FirstItem">The number of the first variant in the whole task; random numbers are a function of (seed, number, sample).</param>
/// <param name="Count">Variants, 1 or more.</param>
/// <param name="Conversation">The conversation.</param>
internal sealed record BatchEntry(long FirstItem, int Count, Conversation Conversation);
