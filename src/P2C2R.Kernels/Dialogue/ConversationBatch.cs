namespace P2C2R.Kernels.Dialogue;

/// <summary>What a slice is asked, whole in itself: conversations, those who take part in them and the world around them.</summary>
/// <param name="Seed">The task's seed.</param>
/// <param name="Limits">How long answers may be.</param>
/// <param name="World">The world's facts.</param>
/// <param name="Characters">Everybody who takes part in any of the conversations.</param>
/// <param name="Entries">The conversations.</param>
internal sealed record ConversationBatch(long Seed, AnswerLimits Limits, IReadOnlyList<Fact> World, IReadOnlyList<Character> Characters, IReadOnlyList<BatchEntry> Entries)
{
    /// <summary>Conversations, variants counted.</summary>
    public long Count => Entries.Sum(static e => (long)e.Count);
}
