using System.Text;

namespace P2C2R.Cli.Bench.Dialogue;

/// <summary>
/// Makes rules and queries from a fixed seed, as a game might have them: what happens is skewed (a few events have most of the rules), most rules are for one
/// speaker, many for one place, and the rest of their criteria are thresholds, ranges and flags of moods, memories and the world.
/// </summary>
internal sealed class RuleMaker
{
    private const int Events = 120;
    private const int Speakers = 60;
    private const int Places = 40;
    private const int Greatest = 100;

    private static readonly (string Scope, int Count)[] Numbers = [("mood", 8), ("memory", 24), ("world", 10), ("event", 4)];

    private ulong _state = 20_120_305;

    /// <summary>A file of rules.</summary>
    public string MakeRules(int count)
    {
        var text = new StringBuilder();
        for (var rule = 0; rule < count; rule++)
        {
            text.Append("rule r").Append(rule).Append("\n  on e").Append(Skewed(Events)).Append('\n');
            if (Chance(70)) text.Append("  if speaker.name = s").Append(Below(Speakers)).Append('\n');
            if (Chance(20)) text.Append("  if listener.name = s").Append(Below(Speakers)).Append('\n');
            if (Chance(35)) text.Append("  if world.place = p").Append(Below(Places)).Append('\n');
            for (var more = Below(5); more > 0; more--) AppendCriterion(text);
            text.Append("  say Line ").Append(rule).Append(".\n");
        }

        return text.ToString();
    }

    /// <summary>What is so at a query: facts by name, texts and numbers.</summary>
    public List<(string Fact, string? Text, int Number)> MakeQuery()
    {
        var query = new List<(string Fact, string? Text, int Number)>
        {
            ("event.name", $"e{Skewed(Events)}", 0), ("speaker.name", $"s{Below(Speakers)}", 0), ("listener.name", $"s{Below(Speakers)}", 0), ("world.place", $"p{Below(Places)}", 0),
        };
        foreach (var (scope, count) in Numbers)
        {
            for (var i = 0; i < count; i++)
            {
                if (Chance(70)) query.Add(($"{scope}.n{i}", null, Below(Greatest)));
            }
        }

        return query;
    }

    private void AppendCriterion(StringBuilder text)
    {
        var (scope, count) = Numbers[Below(Numbers.Length)];
        var fact = $"{scope}.n{Below(count)}";
        var low = Below(Greatest);
        text.Append("  if ").Append(Below(5) switch
        {
            0 => $"{fact} < {low + 1}",
            1 => $"{fact} >= {low}",
            2 => $"{fact} in {low}..{low + Below(30)}",
            3 => $"not {fact}",
            _ => fact,
        }).Append('\n');
    }

    private int Skewed(int limit) => Math.Min(Below(limit), Below(limit));

    private bool Chance(int percent) => Below(100) < percent;

    // SplitMix64.
    private int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)Math.BigMul(mixed ^ (mixed >> 31), (ulong)limit, out _);
    }
}
