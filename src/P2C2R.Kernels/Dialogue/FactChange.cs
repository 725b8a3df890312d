namespace P2C2R.Kernels.Dialogue;

/// <summary>What a character's mood or memory is after the conversation, where it isn't what it was before.</summary>
/// <param name="Character">Whose, a position in the cast.</param>
/// <param name="Scope">Mood or memory.</param>
/// <param name="Name">The fact.</param>
/// <param name="Value">What it is now.</param>
internal readonly record struct FactChange(int Character, FactScope Scope, string Name, FactValue Value);
