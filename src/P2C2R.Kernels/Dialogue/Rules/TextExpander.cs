using System.Text;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Expands the text of one line: facts, lists of words, variables, modifiers. A grammar may call itself; depth, steps and length have limits.</summary>
/// <param name="rules">The grammar.</param>
/// <param name="texts">Texts by value.</param>
/// <param name="facts">What is so.</param>
/// <param name="dice">Chooses.</param>
/// <param name="maxBytes">Where a text is cut.</param>
internal sealed class TextExpander(LoadedRules rules, TextTable texts, FactValues facts, Dice dice, int maxBytes)
{
    private const int MaxDepth = 24;
    private const int MaxSteps = 512;

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<int> _printed = [];
    private int _steps;

    /// <summary>Numbers of the facts that were printed or counted, in order, each as often as it was.</summary>
    public IReadOnlyList<int> Printed => _printed;

    /// <summary>Expands a text, as long as may be.</summary>
    public string Expand(TextPiece[] text)
    {
        var expanded = Expand(text, 0);
        if (Encoding.UTF8.GetByteCount(expanded) <= maxBytes) return expanded;
        Span<byte> bytes = Encoding.UTF8.GetBytes(expanded);
        var end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) end--;
        return Encoding.UTF8.GetString(bytes[..end]);
    }

    private string Expand(TextPiece[] pieces, int depth)
    {
        if (pieces is [{ Literal: { } whole }]) return whole;
        var expanded = new StringBuilder();
        foreach (var piece in pieces)
        {
            // Beyond this nothing would be kept.
            if (expanded.Length > maxBytes) break;
            expanded.Append(piece.Literal ?? Expand(piece, depth));
        }

        return expanded.ToString();
    }

    private string Expand(TextPiece piece, int depth)
    {
        if (++_steps > MaxSteps || depth == MaxDepth) return "";
        var text = piece.Symbol is { } symbol ? ExpandSymbol(symbol, piece.Words, depth) : Print(piece.Fact);
        foreach (var modifier in piece.Modifiers) text = Modify(text, modifier, piece);
        if (text.Length > maxBytes) text = text[..(maxBytes + 1)];
        if (piece.Variable is { } variable) _variables[variable] = text;
        return text;
    }

    private string ExpandSymbol(string symbol, int words, int depth)
    {
        if (_variables.TryGetValue(symbol, out var bound)) return bound;
        if (words < 0) return "";
        var entries = rules.EntriesOf(words);
        return Expand(entries[dice.Below(entries.Length)], depth + 1);
    }

    private string Print(int fact)
    {
        _printed.Add(fact);
        return texts.Decode(facts.Values[fact]).ToString();
    }

    private string Modify(string text, TextModifier modifier, TextPiece piece)
    {
        switch (modifier)
        {
            case TextModifier.Capital: return English.Capital(text);
            case TextModifier.Upper: return English.Upper(text);
            case TextModifier.Article: return English.Article(text);
            case TextModifier.Plural: return English.Plural(text);
            case TextModifier.Count:
                _printed.Add(piece.CountFact);
                return facts.Values[piece.CountFact] == FactValue.One ? text : English.Plural(text);
            default:
                return piece.Fact >= 0 && !TextTable.IsText(facts.Values[piece.Fact]) ? English.Spell(facts.Values[piece.Fact]) : text;
        }
    }
}
