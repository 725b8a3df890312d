namespace P2C2R.Kernels.Dialogue;

/// <summary>What planning keeps for merging and presenting.</summary>
/// <param name="Document">The document.</param>
/// <param name="Batches">What each slice was asked.</param>
/// <param name="Accepts">As in <see cref="EnginePlan.Accepts"/>.</param>
internal sealed record PlannedDialogue(DialogueDocument Document, IReadOnlyList<ConversationBatch> Batches, Func<ConversationAnswer, bool> Accepts);
