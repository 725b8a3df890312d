namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A <see cref="TemplatePiece"/> with numbers for names.</summary>
/// <param name="Literal">Characters as they are; null where there is something to expand.</param>
/// <param name="Fact">The fact to print, or -1.</param>
/// <param name="Words">The list of words to expand, or -1 where there is none of that name.</param>
/// <param name="Symbol">The name, which may be that of a variable; null where a fact is printed.</param>
/// <param name="Variable">Keeps the expansion under this name, or null.</param>
/// <param name="Modifiers">Applied to it.</param>
/// <param name="CountFact">For <see cref="TextModifier.Count"/>, or -1.</param>
internal sealed record TextPiece(string? Literal, int Fact, int Words, string? Symbol, string? Variable, TextModifier[] Modifiers, int CountFact);
