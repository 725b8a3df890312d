namespace P2C2R.Kernels.Dialogue;

/// <summary>A conversation of a document.</summary>
/// <param name="Id">What the document calls it; its number where it has no name.</param>
/// <param name="FirstItem">The number of its first variant in the whole task.</param>
/// <param name="Count">Variants.</param>
/// <param name="Conversation">The conversation; its cast are positions in the document's characters.</param>
internal sealed record DocumentConversation(string Id, long FirstItem, int Count, Conversation Conversation);
