namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>The clauses of rules, which are the same in text files and in JSON; docs/kernels/npc-dialogue.md describes them.</summary>
/// <param name="builder">Knows facts and texts by number.</param>
internal sealed class ClauseParser(RuleSetBuilder builder)
{
    private const long LeastNumber = -FactValue.MaxNumber * FactValue.One;
    private const long GreatestNumber = FactValue.MaxNumber * FactValue.One;

    /// <summary>The criterion of <c>on EVENT</c>.</summary>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public Criterion ParseEvent(string text)
    {
        var scanner = new ClauseScanner(text);
        var value = builder.AddText(TakeName(scanner, "the name of an event"));
        Finish(scanner);
        return new Criterion(builder.AddFact(RuleSet.EventName), value, value);
    }

    /// <summary>What <c>if A, B</c> wants.</summary>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public void ParseCriteria(string text, List<Criterion> criteria)
    {
        var scanner = new ClauseScanner(text);
        do
        {
            criteria.Add(TakeCriterion(scanner));
        }
        while (scanner.TryTake(","));
        Finish(scanner);
    }

    /// <summary>What <c>set FACT = VALUE</c> changes.</summary>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public RuleWrite ParseSet(string text)
    {
        var scanner = new ClauseScanner(text);
        var fact = TakeFact(scanner);
        if (fact.Scope is not (FactScope.Mood or FactScope.Memory)) throw scanner.Wrong($"only the speaker's mood and memory can be set, not {fact}; write mood.{fact.Name} or memory.{fact.Name}");
        WriteKind? kind = scanner.TryTake("+=") ? WriteKind.Add : scanner.TryTake("-=") ? WriteKind.Subtract : scanner.TryTake("=") ? WriteKind.Set : null;
        if (kind is null) throw scanner.Wrong($"\"=\", \"+=\" or \"-=\" must follow {fact}");
        var write = new RuleWrite(kind.Value, builder.AddFact(fact), TakeValue(scanner));
        Finish(scanner);
        return write;
    }

    /// <summary>What <c>tell NAME = VALUE</c> makes the listener know.</summary>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public RuleWrite ParseTell(string text)
    {
        var scanner = new ClauseScanner(text);
        var name = TakeName(scanner, "the name of what the listener shall know");
        var value = scanner.TryTake("=") ? TakeValue(scanner) : new RuleValue(-1, FactValue.One);
        Finish(scanner);
        return new RuleWrite(WriteKind.Tell, builder.AddFact(new FactName(FactScope.Memory, name)), value);
    }

    /// <summary>What follows by <c>then EVENT of WHO with NAME = VALUE, ...</c>.</summary>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public FollowUp ParseThen(string text)
    {
        var scanner = new ClauseScanner(text);
        var name = TakeName(scanner, "the name of an event");
        builder.AddText(name);
        var (target, who) = scanner.TryTake("of") ? TakeTarget(scanner) : (FollowUpTarget.Anyone, "");
        var facts = new List<(int Fact, RuleValue Value)>();
        if (scanner.TryTake("with"))
        {
            do
            {
                if (facts.Count == RuleLimits.MaxFollowUpFacts) throw scanner.Wrong($"an event may have {RuleLimits.MaxFollowUpFacts} facts");
                var fact = builder.AddFact(new FactName(FactScope.Event, TakeName(scanner, "the name of a fact of the event")));
                facts.Add((fact, scanner.TryTake("=") ? TakeValue(scanner) : new RuleValue(-1, FactValue.One)));
            }
            while (scanner.TryTake(","));
        }

        Finish(scanner);
        return new FollowUp(name, target, who, facts);
    }

    private static (FollowUpTarget Target, string Name) TakeTarget(ClauseScanner scanner)
    {
        if (scanner.TakeQuoted() is { } quoted) return (FollowUpTarget.Named, CheckLength(scanner, quoted, DialogueLimits.MaxSpeakerBytes));
        return scanner.TakeWord() switch
        {
            "listener" => (FollowUpTarget.Listener, ""),
            "speaker" => (FollowUpTarget.Speaker, ""),
            "anyone" => (FollowUpTarget.Anyone, ""),
            _ => throw scanner.Wrong("after \"of\" comes listener, speaker, anyone, or a character's name between quotation marks"),
        };
    }

    private Criterion TakeCriterion(ClauseScanner scanner)
    {
        if (scanner.TryTake("not") || scanner.TryTake("!")) return new Criterion(builder.AddFact(TakeFact(scanner)), 0, 0);
        var name = TakeFact(scanner);
        var fact = builder.AddFact(name);
        if (scanner.TryTake("in")) return TakeRange(scanner, fact);
        if (scanner.TryTake("<=")) return new Criterion(fact, LeastNumber, TakeLimit(scanner));
        if (scanner.TryTake(">=")) return new Criterion(fact, TakeLimit(scanner), GreatestNumber);
        if (scanner.TryTake("<")) return NotEmpty(scanner, new Criterion(fact, LeastNumber, TakeLimit(scanner) - 1));
        if (scanner.TryTake(">")) return NotEmpty(scanner, new Criterion(fact, TakeLimit(scanner) + 1, GreatestNumber));
        if (scanner.TryTake("!=")) return TakeConstant(scanner) is var unwanted ? new Criterion(fact, unwanted + 1, unwanted - 1) : default;
        if (scanner.TryTake("=")) return TakeConstant(scanner) is var wanted ? new Criterion(fact, wanted, wanted) : default;
        return new Criterion(fact, 1, -1);
    }

    private static Criterion TakeRange(ClauseScanner scanner, int fact)
    {
        var low = TakeLimit(scanner);
        if (!scanner.TryTake("..")) throw scanner.Wrong("a range is written LOW..HIGH, for example 2..5");
        return NotEmpty(scanner, new Criterion(fact, low, TakeLimit(scanner)));
    }

    private static Criterion NotEmpty(ClauseScanner scanner, Criterion criterion) =>
        criterion.Low <= criterion.High ? criterion : throw scanner.Wrong("nothing lies in this range; its low end comes first");

    private static long TakeLimit(ClauseScanner scanner) => scanner.TakeNumber() ?? throw scanner.Wrong("a number must stand here");

    private RuleValue TakeValue(ClauseScanner scanner)
    {
        if (scanner.TakeNumber() is { } number) return new RuleValue(-1, number);
        if (scanner.TakeQuoted() is { } quoted) return new RuleValue(-1, builder.AddText(CheckLength(scanner, quoted, DialogueLimits.MaxFactBytes)));
        var word = TakeWord(scanner);
        if (ScopeNames.Find(word) is { } scope && scanner.TryTake(".")) return new RuleValue(builder.AddFact(new FactName(scope, TakeName(scanner, "the name of a fact"))), 0);
        return new RuleValue(-1, ToConstant(scanner, word));
    }

    private long TakeConstant(ClauseScanner scanner)
    {
        if (scanner.TakeNumber() is { } number) return number;
        if (scanner.TakeQuoted() is { } quoted) return builder.AddText(CheckLength(scanner, quoted, DialogueLimits.MaxFactBytes));
        return ToConstant(scanner, TakeWord(scanner));
    }

    private static string TakeWord(ClauseScanner scanner)
    {
        var word = scanner.TakeWord();
        return word.Length > 0 ? word : throw scanner.Wrong("a value must stand here: a number, true, false, a word, or a text between quotation marks");
    }

    private long ToConstant(ClauseScanner scanner, string word) => word switch
    {
        "true" => FactValue.One,
        "false" => 0,
        _ => builder.AddText(CheckLength(scanner, word, DialogueLimits.MaxFactBytes)),
    };

    private static FactName TakeFact(ClauseScanner scanner)
    {
        var word = scanner.TakeWord();
        if (ScopeNames.Find(word) is not { } scope || !scanner.TryTake(".")) throw scanner.Wrong($"a fact must stand here: its scope ({ScopeNames.All}), a point, its name; for example memory.visits");
        return new FactName(scope, TakeName(scanner, "the name of a fact"));
    }

    private static string TakeName(ClauseScanner scanner, string what)
    {
        var name = scanner.TakeWord();
        if (!FactFormat.IsName(name)) throw scanner.Wrong($"{what} must stand here: a lower-case letter, then up to {DialogueLimits.MaxNameBytes - 1} lower-case letters, digits and underscores");
        return name;
    }

    private static string CheckLength(ClauseScanner scanner, string text, int maxBytes) =>
        System.Text.Encoding.UTF8.GetByteCount(text) <= maxBytes ? text : throw scanner.Wrong($"this text has more than {maxBytes} bytes; shorten it");

    private static void Finish(ClauseScanner scanner)
    {
        if (!scanner.AtEnd) throw scanner.Wrong("something is here that doesn't belong to the clause; remove it, or separate criteria with commas");
    }
}
