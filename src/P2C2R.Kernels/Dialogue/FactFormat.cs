using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue;

/// <summary>
/// Facts in canonical bytes. A value: <c>u8 0 | i64 thousandths</c> or <c>u8 1 | text</c>. A list: <c>i32 count | count x (text name, value)</c>,
/// names in strictly ascending ordinal order.
/// </summary>
internal static class FactFormat
{
    private const byte IsNumber = 0;
    private const byte IsText = 1;

    /// <summary>Whether this can be the name of a fact or an event: a lower-case letter, then letters, digits and underscores.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is 0 or > DialogueLimits.MaxNameBytes || !char.IsAsciiLetterLower(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_') return false;
        }

        return true;
    }

    /// <summary>Writes a value.</summary>
    public static void WriteValue(CanonicalWriter writer, FactValue value)
    {
        writer.U8(value.Text is null ? IsNumber : IsText);
        if (value.Text is { } text) CanonicalText.Write(writer, text);
        else writer.I64(value.Thousandths);
    }

    /// <summary>Reads a value; false where it isn't one.</summary>
    public static bool TryReadValue(ref CanonicalReader reader, out FactValue value)
    {
        value = default;
        switch (reader.U8())
        {
            case IsNumber:
                value = new FactValue(reader.I64());
                return !reader.Failed && value.Thousandths is >= -FactValue.MaxNumber * FactValue.One and <= FactValue.MaxNumber * FactValue.One;
            case IsText:
                var isRead = CanonicalText.TryRead(ref reader, DialogueLimits.MaxFactBytes, out var text);
                value = new FactValue(0, text);
                return isRead;
            default:
                return false;
        }
    }

    /// <summary>Reads a name; false where it isn't one.</summary>
    public static bool TryReadName(ref CanonicalReader reader, out string name) => CanonicalText.TryRead(ref reader, DialogueLimits.MaxNameBytes, out name) && IsName(name);

    /// <summary>Writes a list.</summary>
    public static void Write(CanonicalWriter writer, IReadOnlyList<Fact> facts)
    {
        writer.I32(facts.Count);
        foreach (var fact in facts)
        {
            CanonicalText.Write(writer, fact.Name);
            WriteValue(writer, fact.Value);
        }
    }

    /// <summary>Reads a list; null where it isn't one.</summary>
    public static Fact[]? Read(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > DialogueLimits.MaxFacts || reader.Failed) return null;
        var facts = new Fact[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadName(ref reader, out var name) || !TryReadValue(ref reader, out var value)) return null;
            if (i > 0 && string.CompareOrdinal(facts[i - 1].Name, name) >= 0) return null;
            facts[i] = new Fact(name, value);
        }

        return facts;
    }
}
