namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Looks at every rule: what <see cref="RuleIndex"/> must agree with, and what it is measured beside.</summary>
/// <param name="rules">The rules.</param>
internal sealed class RuleScan(IReadOnlyList<Rule> rules)
{
    private readonly Criterion[][] _criteria = [.. rules.Select(static r => r.Criteria.ToArray())];
    private readonly int[] _scores = [.. rules.Select(static r => r.Score)];

    /// <summary>Finds the most specific rules.</summary>
    public void Find(FactValues facts, IRuleFilter? filter, RuleMatch match)
    {
        match.Clear();
        for (var rule = 0; rule < _criteria.Length; rule++)
        {
            if (_scores[rule] >= match.Score && Hold(_criteria[rule], facts.Values) && filter?.IsOut(rule) != true) match.Take(rule, _scores[rule]);
        }

        match.Finish();
    }

    private static bool Hold(Criterion[] criteria, ReadOnlySpan<long> values)
    {
        foreach (var criterion in criteria)
        {
            if (!criterion.Holds(values[criterion.Fact])) return false;
        }

        return true;
    }
}
