namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Collects rules and lists of words, whatever file they stand in, and gives facts and texts their numbers in order of appearance.</summary>
internal sealed class RuleSetBuilder
{
    private readonly Dictionary<FactName, int> _factNumbers = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wordNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);
    private readonly List<(string Symbol, InputException Missing)> _references = [];
    private readonly List<FactName> _facts = [];
    private readonly TextTable _texts = new(null);
    private readonly List<Rule> _rules = [];
    private readonly List<WordList> _words = [];

    /// <summary>Rules so far.</summary>
    public int RuleCount => _rules.Count;

    /// <summary>The number of a fact.</summary>
    /// <exception cref="ClauseException">There are too many.</exception>
    public int AddFact(FactName fact)
    {
        if (_factNumbers.TryGetValue(fact, out var number)) return number;
        if (_facts.Count == RuleLimits.MaxFacts) throw new ClauseException(0, $"rules may name {RuleLimits.MaxFacts} different facts");
        _factNumbers.Add(fact, _facts.Count);
        _facts.Add(fact);
        return _facts.Count - 1;
    }

    /// <summary>The value of a text.</summary>
    /// <exception cref="ClauseException">There are too many.</exception>
    public long AddText(string text) => _texts.Count < RuleLimits.MaxTexts ? _texts.Add(text) : throw new ClauseException(0, $"rules may name {RuleLimits.MaxTexts} different texts");

    /// <summary>Takes a rule.</summary>
    /// <exception cref="ClauseException">Its name is taken, or there are too many.</exception>
    public void Add(Rule rule)
    {
        if (!_names.Add(rule.Name)) throw new ClauseException(0, $"there are two rules \"{rule.Name}\"; rename one");
        if (_rules.Count == RuleLimits.MaxRules) throw new ClauseException(0, $"there may be {RuleLimits.MaxRules} rules");
        if (rule.Say.Count == 0 && rule.Writes.Count == 0 && rule.FollowUps.Count == 0) throw new ClauseException(0, $"the rule \"{rule.Name}\" does nothing; give it \"say\", \"set\", \"tell\" or \"then\"");
        _rules.Add(rule);
    }

    /// <summary>Takes a list of words.</summary>
    /// <exception cref="ClauseException">Its name is taken, it is empty, or there are too many.</exception>
    public void Add(WordList words)
    {
        if (!_wordNames.Add(words.Name)) throw new ClauseException(0, $"there are two lists of words \"{words.Name}\"; put them together");
        if (_words.Count == RuleLimits.MaxSymbols) throw new ClauseException(0, $"there may be {RuleLimits.MaxSymbols} lists of words");
        if (words.Entries.Count == 0) throw new ClauseException(0, $"the list of words \"{words.Name}\" is empty; give it at least one entry");
        _words.Add(words);
    }

    /// <summary>Checks a text that is expanded later, and numbers what it names.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wrong">Makes an error of a message, at the place of the text.</param>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public void Check(string text, Func<string, InputException> wrong)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(text) > RuleLimits.MaxTemplateBytes) throw new ClauseException(0, $"this text has more than {RuleLimits.MaxTemplateBytes} bytes; put parts of it into lists of words");
        foreach (var piece in TemplateParser.Parse(text))
        {
            if (piece.Fact is { } fact) AddFact(fact);
            if (piece.CountFact is { } count) AddFact(count);
            if (piece.Variable is { } variable) _bound.Add(variable);
            if (piece.Symbol is { } symbol && _referenced.Add(symbol)) _references.Add((symbol, wrong($"there is no list of words \"{symbol}\"; add \"words {symbol}\", or write a scope before a fact's name")));
        }
    }

    /// <summary>The whole set.</summary>
    /// <exception cref="InputException">A text names a list of words that isn't there, or there is no rule.</exception>
    public RuleSet Build()
    {
        foreach (var (symbol, missing) in _references)
        {
            if (!_wordNames.Contains(symbol) && !_bound.Contains(symbol)) throw missing;
        }

        return new RuleSet(_facts, _texts, _rules, _words);
    }
}
