namespace P2C2R.Kernels.Dialogue;

/// <summary>A line that a character says.</summary>
/// <param name="Speaker">A position in the cast.</param>
/// <param name="Text">What it says.</param>
/// <param name="Rule">The rule that it came from; empty where there are none.</param>
/// <param name="Facts">What it was made from.</param>
/// <param name="Tokens">The model's tokens; none without a model.</param>
internal sealed record AnswerLine(int Speaker, string Text, string Rule, IReadOnlyList<UsedFact> Facts, IReadOnlyList<int> Tokens);
