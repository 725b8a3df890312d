using System.Text;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A rule while its clauses are read, whatever file they stand in.</summary>
/// <param name="name">Its name.</param>
/// <param name="builder">Where it goes.</param>
internal sealed class RuleDraft(string name, RuleSetBuilder builder)
{
    private const string Clauses = "on, if, say, set, tell, then, cooldown, bonus, once, repeat";

    private readonly ClauseParser _parser = new(builder);
    private readonly List<Criterion> _criteria = [];
    private readonly List<string> _say = [];
    private readonly List<RuleWrite> _writes = [];
    private readonly List<FollowUp> _followUps = [];
    private bool _hasEvent;
    private int _bonus;
    private int _cooldown;
    private bool _once;
    private bool _repeats;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Checks the name of a rule or of a list of words.</summary>
    /// <exception cref="ClauseException">It is none.</exception>
    public static string CheckName(string name, string what)
    {
        if (name.Length == 0) throw new ClauseException(0, $"{what} needs a name");
        if (Encoding.UTF8.GetByteCount(name) > RuleLimits.MaxRuleNameBytes) throw new ClauseException(0, $"the name \"{name}\" has more than {RuleLimits.MaxRuleNameBytes} bytes; shorten it");
        return name;
    }

    /// <summary>Takes a clause.</summary>
    /// <param name="keyword">Which.</param>
    /// <param name="text">What follows it.</param>
    /// <param name="wrong">Makes an error of a message, at the place of the clause.</param>
    /// <exception cref="ClauseException">It is wrong.</exception>
    public void Take(string keyword, string text, Func<string, InputException> wrong)
    {
        switch (keyword)
        {
            case "on":
                if (_hasEvent) throw new ClauseException(0, "a rule has one \"on\"; write a second rule for another event");
                _hasEvent = true;
                _criteria.Add(_parser.ParseEvent(text));
                CheckCount(_criteria, RuleLimits.MaxCriteria, "criteria");
                break;
            case "if":
                _parser.ParseCriteria(text, _criteria);
                CheckCount(_criteria, RuleLimits.MaxCriteria, "criteria");
                break;
            case "say":
                if (text.Length == 0) throw new ClauseException(0, "after \"say\" comes what is said");
                builder.Check(text, wrong);
                _say.Add(text);
                CheckCount(_say, RuleLimits.MaxSay, "texts to say");
                break;
            case "set": AddWrite(_parser.ParseSet(text)); break;
            case "tell": AddWrite(_parser.ParseTell(text)); break;
            case "then":
                _followUps.Add(_parser.ParseThen(text));
                CheckCount(_followUps, RuleLimits.MaxFollowUps, "follow-ups");
                break;
            case "cooldown": _cooldown = TakeNumber(text, keyword, 0, RuleLimits.MaxCooldown); break;
            case "bonus": _bonus = TakeNumber(text, keyword, -RuleLimits.MaxBonus, RuleLimits.MaxBonus); break;
            case "once" when text.Length == 0: _once = true; break;
            case "repeat" when text.Length == 0: _repeats = true; break;
            case "once" or "repeat": throw new ClauseException(0, $"nothing comes after \"{keyword}\"");
            default: throw new ClauseException(0, $"\"{keyword}\" is not a clause of a rule; the clauses are {Clauses}");
        }
    }

    /// <summary>All clauses were read.</summary>
    /// <exception cref="ClauseException">The rule does nothing, or its name is taken.</exception>
    public void Finish() => builder.Add(new Rule
    {
        Name = name,
        Criteria = _criteria,
        Bonus = _bonus,
        Cooldown = _cooldown,
        Once = _once,
        Repeats = _repeats,
        Say = _say,
        Writes = _writes,
        FollowUps = _followUps,
    });

    private void AddWrite(RuleWrite write)
    {
        _writes.Add(write);
        CheckCount(_writes, RuleLimits.MaxWrites, "writes");
    }

    private static void CheckCount<T>(List<T> things, int most, string what)
    {
        if (things.Count > most) throw new ClauseException(0, $"a rule may have {most} {what}; split it");
    }

    private static int TakeNumber(string text, string keyword, int least, int most)
    {
        var scanner = new ClauseScanner(text);
        var number = scanner.TakeNumber();
        if (number is { } thousandths && scanner.AtEnd && thousandths % FactValue.One == 0 && thousandths / FactValue.One >= least && thousandths / FactValue.One <= most) return (int)(thousandths / FactValue.One);
        throw new ClauseException(0, $"after \"{keyword}\" comes a whole number from {least} to {most}");
    }
}
