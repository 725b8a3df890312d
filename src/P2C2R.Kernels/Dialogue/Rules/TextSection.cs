namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What the lines of a text file belong to: the rule or the list of words that was begun last.</summary>
/// <param name="builder">Where they go.</param>
internal sealed class TextSection(RuleSetBuilder builder)
{
    private RuleDraft? _rule;
    private string? _words;
    private List<string> _entries = [];

    /// <summary>Takes a line.</summary>
    /// <exception cref="ClauseException">It is wrong, or the section before it is incomplete.</exception>
    public void Take(string keyword, string text, Func<string, InputException> wrong)
    {
        switch (keyword)
        {
            case "rule":
                Finish();
                _rule = new RuleDraft(RuleDraft.CheckName(text, "a rule"), builder);
                break;
            case "words":
                Finish();
                if (!FactFormat.IsName(text)) throw new ClauseException(0, "after \"words\" comes the name of the list: lower-case letters, digits and underscores");
                _words = text;
                _entries = [];
                break;
            case "-" when _words is not null:
                if (_entries.Count == RuleLimits.MaxWords) throw new ClauseException(0, $"a list of words may have {RuleLimits.MaxWords} entries");
                builder.Check(text, wrong);
                _entries.Add(text);
                break;
            default:
                if (_rule is null) throw new ClauseException(0, $"\"{keyword}\" stands {(_words is null ? "before the first \"rule\" or \"words\"" : "in a list of words, whose lines begin with \"-\"")}");
                _rule.Take(keyword, text, wrong);
                break;
        }
    }

    /// <summary>The section's end.</summary>
    /// <exception cref="ClauseException">It is incomplete.</exception>
    public void Finish()
    {
        _rule?.Finish();
        if (_words is not null) builder.Add(new WordList(_words, _entries));
        (_rule, _words) = (null, null);
    }
}
