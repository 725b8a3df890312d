namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A <see cref="RuleSet"/> ready for use: indexed, its texts taken apart. Doesn't change, so that slices side by side can share it.</summary>
internal sealed class LoadedRules
{
    private readonly Dictionary<FactName, int> _facts = [];
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly TextPiece[][][] _say;
    private readonly TextPiece[][][] _entries;

    private LoadedRules(RuleSet set, CancellationToken cancellation)
    {
        Set = set;
        for (var i = 0; i < set.Facts.Count; i++) _facts.Add(set.Facts[i], i);
        for (var i = 0; i < set.Words.Count; i++) _words.Add(set.Words[i].Name, i);
        _say = [.. set.Rules.Select(r => Compile(r.Say, cancellation))];
        _entries = [.. set.Words.Select(w => Compile(w.Entries, cancellation))];
        Index = new RuleIndex(set.Rules, cancellation);
    }

    /// <summary>The rules as they were written.</summary>
    public RuleSet Set { get; }

    /// <summary>Finds the most specific one.</summary>
    public RuleIndex Index { get; }

    /// <summary>Prepares canonical bytes; null where they are none, or a text in them is wrong.</summary>
    public static LoadedRules? Load(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        if (RuleSetFormat.Read(bytes, cancellation) is not { } set) return null;
        try
        {
            return set.Words.DistinctBy(static w => w.Name).Count() == set.Words.Count ? new LoadedRules(set, cancellation) : null;
        }
        catch (ClauseException)
        {
            return null;
        }
    }

    /// <summary>The number of a fact, or -1 where no rule names it.</summary>
    public int FindFact(FactScope scope, string name) => _facts.TryGetValue(new FactName(scope, name), out var found) ? found : -1;

    /// <summary>What a rule says, by number of the text.</summary>
    public TextPiece[][] SayOf(int rule) => _say[rule];

    /// <summary>What a list of words holds.</summary>
    public TextPiece[][] EntriesOf(int words) => _entries[words];

    private TextPiece[][] Compile(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var compiled = new TextPiece[texts.Count][];
        for (var i = 0; i < texts.Count; i++) compiled[i] = [.. TemplateParser.Parse(texts[i]).Select(Compile)];
        return compiled;
    }

    private TextPiece Compile(TemplatePiece piece)
    {
        var isLiteral = piece.Fact is null && piece.Symbol is null;
        var words = piece.Symbol is { } symbol && _words.TryGetValue(symbol, out var found) ? found : -1;
        return new TextPiece(isLiteral ? piece.Literal : null, FactOf(piece.Fact), words, piece.Symbol, piece.Variable, [.. piece.Modifiers], FactOf(piece.CountFact));
    }

    private int FactOf(FactName? fact)
    {
        if (fact is not { } name) return -1;
        return _facts.TryGetValue(name, out var number) ? number : throw new ClauseException(0, $"{name} is not among the facts");
    }
}
