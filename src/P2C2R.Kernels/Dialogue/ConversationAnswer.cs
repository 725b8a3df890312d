namespace P2C2R.Kernels.Dialogue;

/// <summary>How a conversation went on.</summary>
/// <param name="Lines">The lines, in the order in which they are said.</param>
/// <param name="Changes">Changed moods and memories, by character, scope and name.</param>
internal sealed record ConversationAnswer(IReadOnlyList<AnswerLine> Lines, IReadOnlyList<FactChange> Changes);
