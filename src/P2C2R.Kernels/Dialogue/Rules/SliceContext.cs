namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What the conversations of a slice share.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Texts">Theirs, and those of the slice's characters and events.</param>
/// <param name="Limits">How long answers may be.</param>
/// <param name="Actors">The characters as they are before each conversation.</param>
/// <param name="World">The world's facts.</param>
internal sealed record SliceContext(LoadedRules Rules, TextTable Texts, AnswerLimits Limits, IReadOnlyList<Actor> Actors, FactStore World)
{
    /// <summary>Prepares a slice.</summary>
    public static SliceContext Of(LoadedRules rules, ConversationBatch batch)
    {
        var texts = new TextTable(rules.Set.Texts);
        var world = new FactStore();
        foreach (var fact in batch.World)
        {
            if (rules.FindFact(FactScope.World, fact.Name) is var number and >= 0) world.Set(number, texts.Encode(fact.Value));
        }

        return new SliceContext(rules, texts, batch.Limits, [.. batch.Characters.Select(c => new Actor(c, rules, texts))], world);
    }
}
