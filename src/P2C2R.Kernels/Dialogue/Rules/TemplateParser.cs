using System.Text;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// Reads texts with braces: <c>{memory.coins|spell}</c> prints a fact, <c>{weather|cap}</c> expands a list of words, <c>{hero:name}</c> expands and keeps
/// what came out as <c>{hero}</c>. Two braces stand for one. The idea is that of Tracery (K. Compton, B. Kybartas, M. Mateas, "Tracery: An Author-Focused
/// Generative Text Tool", ICIDS 2015).
/// </summary>
internal static class TemplateParser
{
    private const string ModifierNames = "cap, upper, a, s, count:FACT, spell";

    /// <summary>Reads a text.</summary>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public static List<TemplatePiece> Parse(string text)
    {
        var pieces = new List<TemplatePiece>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var isDouble = at + 1 < text.Length && text[at + 1] == text[at];
            if (text[at] is not ('{' or '}') || isDouble)
            {
                literal.Append(text[at]);
                if (text[at] is '{' or '}') at++;
                continue;
            }

            if (text[at] == '}') throw new ClauseException(at, "there is no brace { before this one; write }} for the character");
            var end = text.IndexOf('}', at);
            if (end < 0) throw new ClauseException(at, "the brace } after this one is missing; write {{ for the character");
            if (literal.Length > 0) pieces.Add(new TemplatePiece { Literal = literal.ToString() });
            literal.Clear();
            pieces.Add(ParseBraces(text[(at + 1)..end], at));
            at = end;
        }

        if (literal.Length > 0) pieces.Add(new TemplatePiece { Literal = literal.ToString() });
        return pieces;
    }

    private static TemplatePiece ParseBraces(string inside, int at)
    {
        var parts = inside.Split('|');
        var piece = ParseSubject(parts[0].Trim(' '), at);
        var modifiers = new List<TextModifier>();
        foreach (var part in parts.AsSpan(1))
        {
            var modifier = part.Trim(' ');
            if (modifier.StartsWith("count:", StringComparison.Ordinal))
            {
                modifiers.Add(TextModifier.Count);
                piece = piece with { CountFact = FindFact(modifier[6..].Trim(' ')) ?? throw new ClauseException(at, "after \"count:\" comes a fact, for example count:memory.coins") };
                continue;
            }

            modifiers.Add(Find(modifier) ?? throw new ClauseException(at, $"there is no modifier \"{modifier}\"; the modifiers are {ModifierNames}"));
        }

        return piece with { Modifiers = modifiers };
    }

    private static TemplatePiece ParseSubject(string subject, int at)
    {
        string? variable = null;
        if (subject.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0)
        {
            variable = subject[..colon].Trim(' ');
            subject = subject[(colon + 1)..].Trim(' ');
            if (!FactFormat.IsName(variable)) throw new ClauseException(at, $"\"{variable}\" is not a name for a variable: lower-case letters, digits and underscores");
        }

        if (FindFact(subject) is { } fact) return new TemplatePiece { Fact = fact, Variable = variable };
        if (!FactFormat.IsName(subject)) throw new ClauseException(at, $"\"{subject}\" is neither a fact, such as listener.name, nor the name of a list of words");
        return new TemplatePiece { Symbol = subject, Variable = variable };
    }

    private static FactName? FindFact(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || ScopeNames.Find(text.AsSpan(0, point)) is not { } scope) return null;
        return FactFormat.IsName(text[(point + 1)..]) ? new FactName(scope, text[(point + 1)..]) : null;
    }

    private static TextModifier? Find(string name) => name switch
    {
        "cap" => TextModifier.Capital,
        "upper" => TextModifier.Upper,
        "a" => TextModifier.Article,
        "s" => TextModifier.Plural,
        "spell" => TextModifier.Spell,
        _ => null,
    };
}
