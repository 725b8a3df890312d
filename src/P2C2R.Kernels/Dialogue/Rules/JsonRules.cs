using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Reads rules from JSON: the clauses are those of text files, each a string.</summary>
internal static class JsonRules
{
    private const string Fields = "rules, words";
    private const string RuleFields = "name, on, if, say, set, tell, then, cooldown, bonus, once, repeat";

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static void ReadFile(ReadOnlySpan<byte> bytes, string file, RuleSetBuilder builder)
    {
        var json = new DocumentReader(bytes, file);
        json.ReadDocumentStart();
        ReadFields(ref json, builder);
        json.ReadDocumentEnd();
    }

    /// <summary>Reads an object after its start.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static void ReadFields(ref DocumentReader json, RuleSetBuilder builder)
    {
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "rules": ReadRules(ref json, field, builder); break;
                case "words": ReadWords(ref json, field, builder); break;
                default: throw json.Unknown(field, Fields);
            }
        }
    }

    private static void ReadRules(ref DocumentReader json, string field, RuleSetBuilder builder)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            json.ReadObjectStart(field);
            ReadRule(ref json, builder);
        }
    }

    private static void ReadRule(ref DocumentReader json, RuleSetBuilder builder)
    {
        RuleDraft? draft = null;
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field))
        {
            if (draft is null)
            {
                if (field != "name") throw json.Wrong("\"name\" must be a rule's first field");
                draft = new RuleDraft(ReadName(ref json, field), builder);
                continue;
            }

            TakeClauses(ref json, draft, field);
        }

        if (draft is null) throw json.Wrong("this rule has no \"name\"");
        try
        {
            draft.Finish();
        }
        catch (ClauseException e)
        {
            throw Wrong(ref json, e);
        }
    }

    private static string ReadName(ref DocumentReader json, string field)
    {
        try
        {
            return RuleDraft.CheckName(FactFields.ReadText(ref json, field, RuleLimits.MaxRuleNameBytes), "a rule");
        }
        catch (ClauseException e)
        {
            throw Wrong(ref json, e);
        }
    }

    private static void TakeClauses(ref DocumentReader json, RuleDraft draft, string field)
    {
        switch (field)
        {
            case "on": TakeClause(ref json, draft, field, json.ReadString(field)); break;
            case "if" or "say" or "set" or "tell" or "then" when json.IsArray:
                while (json.NextElement()) TakeClause(ref json, draft, field, FactFields.ReadText(ref json, field, RuleLimits.MaxTemplateBytes));
                break;
            case "if" or "say" or "set" or "tell" or "then": TakeClause(ref json, draft, field, FactFields.ReadText(ref json, field, RuleLimits.MaxTemplateBytes)); break;
            case "cooldown" or "bonus": TakeClause(ref json, draft, field, $"{json.ReadInteger(field, -RuleLimits.MaxCooldown, RuleLimits.MaxCooldown)}"); break;
            case "once" or "repeat":
                if (json.ReadBoolean(field)) TakeClause(ref json, draft, field, "");
                break;
            default: throw json.Unknown(field, RuleFields);
        }
    }

    private static void TakeClause(ref DocumentReader json, RuleDraft draft, string keyword, string text)
    {
        try
        {
            draft.Take(keyword, text, message => new InputException($"rule \"{draft.Name}\": {message}"));
        }
        catch (ClauseException e)
        {
            throw Wrong(ref json, e, keyword);
        }
    }

    private static void ReadWords(ref DocumentReader json, string field, RuleSetBuilder builder)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name))
        {
            if (!FactFormat.IsName(name)) throw json.Wrong($"\"{name}\" is not a name for a list of words: lower-case letters, digits and underscores");
            json.ReadArrayStart(name);
            var entries = new List<string>();
            try
            {
                while (json.NextElement())
                {
                    if (entries.Count == RuleLimits.MaxWords) throw json.Wrong($"a list of words may have {RuleLimits.MaxWords} entries");
                    entries.Add(FactFields.ReadText(ref json, name, RuleLimits.MaxTemplateBytes));
                    builder.Check(entries[^1], message => new InputException($"list of words \"{name}\": {message}"));
                }

                builder.Add(new WordList(name, entries));
            }
            catch (ClauseException e)
            {
                throw Wrong(ref json, e);
            }
        }
    }

    private static InputException Wrong(ref DocumentReader json, ClauseException e, string? keyword = null) =>
        new(json.Wrong(keyword is null ? e.Message : $"\"{keyword}\", character {e.Position + 1}: {e.Message}").Message, e);
}
