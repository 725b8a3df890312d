namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// Finds the most specific rules without looking at most of them: a tree that asks for one fact at a time, best first and bounded by the best score below
/// (E. Ruskin, "AI-driven Dynamic Dialog through Fuzzy Pattern Matching", GDC 2012, partitions by the most telling facts and sorts by score; the tree
/// does so again within each part). A rule stands in one leaf only: where the node's fact doesn't decide about it, in the node's rest.
/// </summary>
internal sealed class RuleIndex
{
    private readonly IndexNode _root;

    /// <summary>Builds the tree.</summary>
    /// <param name="rules">The rules; their numbers are their positions.</param>
    /// <param name="cancellation">Ends it.</param>
    public RuleIndex(IReadOnlyList<Rule> rules, CancellationToken cancellation) => _root = new IndexBuilder(rules, cancellation).Build();

    /// <summary>Finds the most specific rules.</summary>
    /// <param name="facts">What is so.</param>
    /// <param name="filter">Which rules may not speak; null where all may.</param>
    /// <param name="match">Receives them.</param>
    public void Find(FactValues facts, IRuleFilter? filter, RuleMatch match)
    {
        match.Clear();
        Visit(_root, facts.Values, filter, match);
        match.Finish();
    }

    private static void Visit(IndexNode? node, ReadOnlySpan<long> values, IRuleFilter? filter, RuleMatch match)
    {
        while (node is not null && node.MaxScore >= match.Score)
        {
            if (node.Fact < 0)
            {
                Look(node, values, filter, match);
                return;
            }

            var value = values[node.Fact];
            if (node.Children is { } children)
            {
                if (children.TryGetValue(value, out var child)) Visit(child, values, filter, match);
            }
            else
            {
                Visit(value < node.Threshold ? node.Below : node.Above, values, filter, match);
            }

            node = node.Rest;
        }
    }

    private static void Look(IndexNode leaf, ReadOnlySpan<long> values, IRuleFilter? filter, RuleMatch match)
    {
        var criteria = leaf.Criteria.AsSpan();
        var at = 0;
        foreach (var rule in leaf.Rules)
        {
            if (rule.Score < match.Score) return;
            while (at < rule.EndOfCriteria && criteria[at].Holds(values[criteria[at].Fact])) at++;
            if (at == rule.EndOfCriteria && filter?.IsOut(rule.Rule) != true) match.Take(rule.Rule, rule.Score);
            at = rule.EndOfCriteria;
        }
    }
}
