using System.Text;

namespace P2C2R.Kernels.Dialogue.Endpoint;

/// <summary>A conversation as a question to a language model.</summary>
/// <param name="Instructions">Who takes part, the world, and how to answer.</param>
/// <param name="Message">What was said and what happens now.</param>
internal sealed record EndpointPrompt(string Instructions, string Message)
{
    /// <summary>Writes it.</summary>
    /// <param name="batch">The characters, the world and the limits.</param>
    /// <param name="conversation">Its cast are positions in the batch's characters.</param>
    /// <param name="isJson">Whether the answer is JSON by a schema, not a script.</param>
    public static EndpointPrompt Of(ConversationBatch batch, Conversation conversation, bool isJson) =>
        new(Instruct(batch, conversation, isJson), Tell(batch, conversation));

    private static string Instruct(ConversationBatch batch, Conversation conversation, bool isJson)
    {
        var cast = conversation.Cast.Select(c => batch.Characters[c]).ToList();
        var text = new StringBuilder("You write what characters of a game say. Stay in their voice, use only what they know.\n\nCharacters:\n");
        foreach (var character in cast) Describe(text, character);
        var world = batch.World.Where(w => !conversation.World.Any(c => c.Name == w.Name)).Concat(conversation.World).ToList();
        if (world.Count > 0) text.Append("\nThe world: ").Append(List(world)).Append(".\n");
        text.Append('\n');
        if (isJson) text.Append("Answer with JSON that satisfies the schema, and nothing else.");
        else AppendForm(text, batch.Limits, [.. cast.Where(static c => c.Speaks).Select(static c => c.Name)]);
        return text.ToString();
    }

    private static void AppendForm(StringBuilder text, AnswerLimits limits, List<string> speakers)
    {
        text.Append("Answer with the next lines of the conversation, at most ").Append(limits.Lines).Append(", each of at most ").Append(limits.LineBytes)
            .Append(" characters, in the form\nNAME: what is said\nand nothing else: no descriptions, no quotation marks. NAME is ")
            .AppendJoin(" or ", speakers).Append("; nobody else speaks.");
    }

    private static void Describe(StringBuilder text, Character character)
    {
        text.Append("- ").Append(character.Name).Append(character.Speaks ? "" : " (the player)");
        if (character.Traits.Count > 0) text.Append("; is: ").Append(List(character.Traits));
        if (character.Mood.Count > 0) text.Append("; mood: ").Append(List(character.Mood));
        if (character.Memory.Count > 0) text.Append("; knows: ").Append(List(character.Memory));
        text.Append('\n');
    }

    private static string Tell(ConversationBatch batch, Conversation conversation)
    {
        var text = new StringBuilder();
        if (conversation.Said.Count > 0) text.Append("So far:\n");
        foreach (var said in conversation.Said) text.Append(said.Speaker).Append(": ").Append(said.Text).Append('\n');
        foreach (var asked in conversation.Asked)
        {
            text.Append("Now: ").Append(asked.Event.Replace('_', ' '));
            if (asked.By.Length > 0) text.Append(" by ").Append(asked.By);
            if (asked.Text.Length > 0) text.Append(": ").Append(asked.Text);
            if (asked.Facts.Count > 0) text.Append(" (").Append(List(asked.Facts)).Append(')');
            if (asked.Of >= 0) text.Append(". ").Append(batch.Characters[conversation.Cast[asked.Of]].Name).Append(" answers first.");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string List(IReadOnlyList<Fact> facts) => string.Join(", ", facts.Select(static f => $"{f.Name.Replace('_', ' ')} = {f.Value}"));
}
