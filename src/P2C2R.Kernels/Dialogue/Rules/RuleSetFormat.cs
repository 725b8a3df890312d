using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// A <see cref="RuleSet"/> in canonical bytes: <c>"P2DR" | i32 count, facts x (u8 scope, text name) | i32 count, texts | i32 count, rules | i32 count, lists of
/// words x (text name, i32 count, texts)</c>. A rule: <c>text name | i32 bonus | i32 cooldown | u8 flags (1 once, 2 repeats) | i32 count, criteria x (i32 fact,
/// i64 low, i64 high) | i32 count, texts to say | i32 count, writes x (u8 kind, i32 fact, value) | i32 count, follow-ups x (text event, u8 target, text name,
/// i32 count, facts x (i32 fact, value))</c>. A value: <c>i32 fact, or -1 | i64 constant</c>.
/// </summary>
internal static class RuleSetFormat
{
    private const byte OnceFlag = 1;
    private const byte RepeatsFlag = 2;

    private static ReadOnlySpan<byte> Magic => "P2DR"u8;

    /// <summary>Writes a set.</summary>
    public static ReadOnlyMemory<byte> Write(RuleSet set)
    {
        var writer = new CanonicalWriter();
        writer.Bytes(Magic);
        writer.I32(set.Facts.Count);
        foreach (var fact in set.Facts)
        {
            writer.U8((byte)fact.Scope);
            CanonicalText.Write(writer, fact.Name);
        }

        writer.I32(set.Texts.Count);
        for (var i = 0; i < set.Texts.Count; i++) CanonicalText.Write(writer, set.Texts.Decode(TextTable.First + i).Text!);
        writer.I32(set.Rules.Count);
        foreach (var rule in set.Rules) WriteRule(writer, rule);
        writer.I32(set.Words.Count);
        foreach (var words in set.Words)
        {
            CanonicalText.Write(writer, words.Name);
            WriteTexts(writer, words.Entries);
        }

        return writer.Written;
    }

    /// <summary>Reads a set; null where the bytes are not one.</summary>
    public static RuleSet? Read(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        var reader = new CanonicalReader(bytes);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic)) return null;
        if (ReadFacts(ref reader) is not { } facts || ReadTexts(ref reader) is not { } texts) return null;
        var rules = new List<Rule>();
        var count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxRules) return null;
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (new RuleReader(facts, texts.Count).Read(ref reader) is not { } rule) return null;
            rules.Add(rule);
        }

        var words = new List<WordList>();
        count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxSymbols) return null;
        for (var i = 0; i < count; i++)
        {
            if (!FactFormat.TryReadName(ref reader, out var name) || RuleReader.ReadTemplates(ref reader, RuleLimits.MaxWords) is not { Count: > 0 } entries) return null;
            words.Add(new WordList(name, entries));
        }

        return reader.AtEnd ? new RuleSet(facts, texts, rules, words) : null;
    }

    private static void WriteRule(CanonicalWriter writer, Rule rule)
    {
        CanonicalText.Write(writer, rule.Name);
        writer.I32(rule.Bonus);
        writer.I32(rule.Cooldown);
        writer.U8((byte)((rule.Once ? OnceFlag : 0) | (rule.Repeats ? RepeatsFlag : 0)));
        writer.I32(rule.Criteria.Count);
        foreach (var criterion in rule.Criteria)
        {
            writer.I32(criterion.Fact);
            writer.I64(criterion.Low);
            writer.I64(criterion.High);
        }

        WriteTexts(writer, rule.Say);
        writer.I32(rule.Writes.Count);
        foreach (var write in rule.Writes)
        {
            writer.U8((byte)write.Kind);
            writer.I32(write.Fact);
            WriteValue(writer, write.Value);
        }

        writer.I32(rule.FollowUps.Count);
        foreach (var followUp in rule.FollowUps) WriteFollowUp(writer, followUp);
    }

    private static void WriteFollowUp(CanonicalWriter writer, FollowUp followUp)
    {
        CanonicalText.Write(writer, followUp.Event);
        writer.U8((byte)followUp.Target);
        CanonicalText.Write(writer, followUp.Name);
        writer.I32(followUp.Facts.Count);
        foreach (var (fact, value) in followUp.Facts)
        {
            writer.I32(fact);
            WriteValue(writer, value);
        }
    }

    private static void WriteValue(CanonicalWriter writer, RuleValue value)
    {
        writer.I32(value.Fact);
        writer.I64(value.Constant);
    }

    private static void WriteTexts(CanonicalWriter writer, IReadOnlyList<string> texts)
    {
        writer.I32(texts.Count);
        foreach (var text in texts) CanonicalText.Write(writer, text);
    }

    private static List<FactName>? ReadFacts(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxFacts) return null;
        var facts = new List<FactName>();
        var seen = new HashSet<FactName>();
        for (var i = 0; i < count; i++)
        {
            var scope = (FactScope)reader.U8();
            if (!Enum.IsDefined(scope) || !FactFormat.TryReadName(ref reader, out var name) || !seen.Add(new FactName(scope, name))) return null;
            facts.Add(new FactName(scope, name));
        }

        return facts;
    }

    private static TextTable? ReadTexts(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxTexts) return null;
        var texts = new TextTable(null);
        for (var i = 0; i < count; i++)
        {
            if (!CanonicalText.TryRead(ref reader, DialogueLimits.MaxFactBytes, out var text) || texts.Add(text) != TextTable.First + i) return null;
        }

        return texts;
    }
}
