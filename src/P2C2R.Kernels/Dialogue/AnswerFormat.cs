using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue;

/// <summary>
/// Answers in canonical bytes, one after the other: <c>i32 count, lines | i32 count, changes</c>. A line: <c>i32 speaker | text | text rule | i32 count, facts x
/// (u8 scope, text name, value) | i32 count, tokens x i32</c>. A change: <c>i32 character | u8 scope | text name | value</c>. Positions are those in the
/// conversation's cast.
/// </summary>
internal static class AnswerFormat
{
    /// <summary>Bytes of a rule's name.</summary>
    public const int MaxRuleBytes = 64;

    /// <summary>Facts of a line.</summary>
    public const int MaxUsedFacts = 256;

    /// <summary>Changes of a conversation.</summary>
    public const int MaxChanges = 1 << 16;

    /// <summary>Writes an answer.</summary>
    public static void Write(CanonicalWriter writer, ConversationAnswer answer)
    {
        writer.I32(answer.Lines.Count);
        foreach (var line in answer.Lines) WriteLine(writer, line);
        writer.I32(answer.Changes.Count);
        foreach (var change in answer.Changes)
        {
            writer.I32(change.Character);
            writer.U8((byte)change.Scope);
            CanonicalText.Write(writer, change.Name);
            FactFormat.WriteValue(writer, change.Value);
        }
    }

    /// <summary>Reads an answer; null where the bytes are not one to this conversation.</summary>
    /// <param name="reader">Stands after the answer then.</param>
    /// <param name="conversation">What was asked.</param>
    /// <param name="limits">How long it may be.</param>
    public static ConversationAnswer? Read(ref CanonicalReader reader, Conversation conversation, AnswerLimits limits)
    {
        var cast = conversation.Cast.Count;
        var count = reader.I32();
        if (count < 0 || count > limits.Lines) return null;
        var lines = new List<AnswerLine>();
        for (var i = 0; i < count; i++)
        {
            if (ReadLine(ref reader, cast, limits) is not { } line) return null;
            lines.Add(line);
        }

        count = reader.I32();
        if (count is < 0 or > MaxChanges || reader.Failed) return null;
        var changes = new List<FactChange>();
        for (var i = 0; i < count; i++)
        {
            if (ReadChange(ref reader, cast) is not { } change) return null;
            changes.Add(change);
        }

        return new ConversationAnswer(lines, changes);
    }

    private static void WriteLine(CanonicalWriter writer, AnswerLine line)
    {
        writer.I32(line.Speaker);
        CanonicalText.Write(writer, line.Text);
        CanonicalText.Write(writer, line.Rule);
        writer.I32(line.Facts.Count);
        foreach (var fact in line.Facts)
        {
            writer.U8((byte)fact.Scope);
            CanonicalText.Write(writer, fact.Name);
            FactFormat.WriteValue(writer, fact.Value);
        }

        writer.I32(line.Tokens.Count);
        foreach (var token in line.Tokens) writer.I32(token);
    }

    private static AnswerLine? ReadLine(ref CanonicalReader reader, int cast, AnswerLimits limits)
    {
        var speaker = reader.I32();
        if (speaker < 0 || speaker >= cast) return null;
        if (!CanonicalText.TryRead(ref reader, limits.LineBytes, out var text) || !CanonicalText.TryRead(ref reader, MaxRuleBytes, out var rule)) return null;
        if (ReadFacts(ref reader) is not { } facts) return null;
        var count = reader.I32();
        if (count < 0 || count > limits.Tokens || reader.Failed) return null;
        var tokens = new int[count];
        for (var i = 0; i < count; i++) tokens[i] = reader.I32();
        return reader.Failed ? null : new AnswerLine(speaker, text, rule, facts, tokens);
    }

    private static List<UsedFact>? ReadFacts(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > MaxUsedFacts || reader.Failed) return null;
        var facts = new List<UsedFact>();
        for (var i = 0; i < count; i++)
        {
            var scope = (FactScope)reader.U8();
            if (!Enum.IsDefined(scope) || !FactFormat.TryReadName(ref reader, out var name) || !FactFormat.TryReadValue(ref reader, out var value)) return null;
            facts.Add(new UsedFact(scope, name, value));
        }

        return facts;
    }

    private static FactChange? ReadChange(ref CanonicalReader reader, int cast)
    {
        var character = reader.I32();
        var scope = (FactScope)reader.U8();
        if (character < 0 || character >= cast || scope is not (FactScope.Mood or FactScope.Memory)) return null;
        return FactFormat.TryReadName(ref reader, out var name) && FactFormat.TryReadValue(ref reader, out var value) ? new FactChange(character, scope, name, value) : null;
    }
}
