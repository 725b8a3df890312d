namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A nonterminal of the grammar: what may stand in its place.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Entries">Texts to choose from; they may have other lists in them.</param>
internal sealed record WordList(string Name, IReadOnlyList<string> Entries);
