namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// Builds the tree of a <see cref="RuleIndex"/>. Which fact a node asks for changes only how fast rules are found, never which: of the facts that
/// most of its rules ask for, it takes the one after which the fewest rules are expected to be left.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class IndexBuilder(IReadOnlyList<Rule> rules, CancellationToken cancellation)
{
    private const int LeafSize = 4;
    private const int MaxDepth = 48;
    private const int Contenders = 4;

    private readonly int[] _points = new int[1 + rules.SelectMany(static r => r.Criteria).Select(static c => c.Fact).DefaultIfEmpty(0).Max()];
    private int[] _ranges = [];

    /// <summary>Builds it.</summary>
    public IndexNode Build()
    {
        _ranges = new int[_points.Length];
        return Build([.. Enumerable.Range(0, rules.Count)], [], 0);
    }

    private IndexNode Build(List<int> members, List<int> decided, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        if (members.Count <= LeafSize || depth == MaxDepth) return ToLeaf(members, decided);
        Count(members, decided, out var points, out var ranges);
        var best = (double)members.Count;
        var fact = -1;
        long? threshold = null;
        foreach (var contender in points)
        {
            if (CostByValue(members, contender) is var cost && cost < best) (best, fact) = (cost, contender);
        }

        foreach (var contender in ranges)
        {
            var (cost, at) = CostByThreshold(members, contender);
            if (cost < best) (best, fact, threshold) = (cost, contender, at);
        }

        if (fact < 0) return ToLeaf(members, decided);
        return threshold is { } split ? SplitByThreshold(members, decided, depth, fact, split) : SplitByValue(members, decided, depth, fact);
    }

    /// <summary>The facts that most members ask for: by one value, and by a range.</summary>
    private void Count(List<int> members, List<int> decided, out List<int> points, out List<int> ranges)
    {
        var touched = new List<int>();
        foreach (var member in members)
        {
            foreach (var criterion in rules[member].Criteria)
            {
                if (_points[criterion.Fact] + _ranges[criterion.Fact] == 0) touched.Add(criterion.Fact);
                if (criterion.IsPoint) _points[criterion.Fact]++;
                else _ranges[criterion.Fact]++;
            }
        }

        points = Most(touched.FindAll(f => _points[f] > 0 && !decided.Contains(f)), _points);
        ranges = Most(touched.FindAll(f => _ranges[f] > 0), _ranges);
        foreach (var fact in touched) (_points[fact], _ranges[fact]) = (0, 0);
    }

    private static List<int> Most(List<int> facts, int[] counts)
    {
        facts.Sort((a, b) => counts[a] != counts[b] ? counts[b].CompareTo(counts[a]) : a.CompareTo(b));
        return facts[..Math.Min(Contenders, facts.Count)];
    }

    /// <summary>Rules expected to be left: those in the rest, and those that share a value.</summary>
    private double CostByValue(List<int> members, int fact)
    {
        cancellation.ThrowIfCancellationRequested();
        var groups = new Dictionary<long, int>();
        var (decided, pairs) = (0L, 0L);
        foreach (var member in members)
        {
            if (Point(member, fact) is not { } value) continue;
            groups.TryGetValue(value, out var count);
            groups[value] = count + 1;
            decided++;
            pairs += (2L * count) + 1;
        }

        return members.Count - decided + ((double)pairs / decided) + 1;
    }

    private (double Cost, long Threshold) CostByThreshold(List<int> members, int fact)
    {
        cancellation.ThrowIfCancellationRequested();
        var starts = new List<long>();
        foreach (var member in members)
        {
            if (Range(member, fact) is { } range) starts.Add(range.Low);
        }

        if (starts.Count == 0) return (double.MaxValue, 0);
        starts.Sort();
        var threshold = starts[starts.Count / 2];
        var (below, above) = (0L, 0L);
        foreach (var member in members)
        {
            if (Range(member, fact) is not { } range) continue;
            if (range.High < threshold) below++;
            else if (range.Low >= threshold) above++;
        }

        if (below == 0 || above == 0) return (double.MaxValue, 0);
        return (members.Count - below - above + ((double)((below * below) + (above * above)) / (below + above)) + 1, threshold);
    }

    private IndexNode SplitByValue(List<int> members, List<int> decided, int depth, int fact)
    {
        var groups = new Dictionary<long, List<int>>();
        var order = new List<long>();
        var rest = new List<int>();
        foreach (var member in members)
        {
            if (Point(member, fact) is not { } value)
            {
                rest.Add(member);
                continue;
            }

            if (!groups.TryGetValue(value, out var group))
            {
                groups.Add(value, group = []);
                order.Add(value);
            }

            group.Add(member);
        }

        var children = new Dictionary<long, IndexNode>(order.Count);
        foreach (var value in order) children.Add(value, Build(groups[value], [.. decided, fact], depth + 1));
        return new IndexNode { MaxScore = MaxScore(members), Fact = fact, Children = children, Rest = rest.Count == 0 ? null : Build(rest, decided, depth + 1) };
    }

    private IndexNode SplitByThreshold(List<int> members, List<int> decided, int depth, int fact, long threshold)
    {
        var (below, above, rest) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var member in members)
        {
            var range = Range(member, fact);
            var part = range is null ? rest : range.Value.High < threshold ? below : range.Value.Low >= threshold ? above : rest;
            part.Add(member);
        }

        return new IndexNode
        {
            MaxScore = MaxScore(members),
            Fact = fact,
            Threshold = threshold,
            Below = Build(below, decided, depth + 1),
            Above = Build(above, decided, depth + 1),
            Rest = rest.Count == 0 ? null : Build(rest, decided, depth + 1),
        };
    }

    /// <summary>What was decided on the way holds here, and needs no second look.</summary>
    private IndexNode ToLeaf(List<int> members, List<int> decided)
    {
        var order = new List<int>(members);
        order.Sort((a, b) => rules[a].Score != rules[b].Score ? rules[b].Score.CompareTo(rules[a].Score) : a.CompareTo(b));
        var criteria = new List<Criterion>();
        var leaf = new List<LeafRule>();
        foreach (var member in order)
        {
            criteria.AddRange(rules[member].Criteria.Where(c => !(decided.Contains(c.Fact) && c.IsPoint && c.Low == Point(member, c.Fact))));
            leaf.Add(new LeafRule(member, rules[member].Score, criteria.Count));
        }

        return new IndexNode { MaxScore = members.Count == 0 ? int.MinValue : MaxScore(members), Rules = [.. leaf], Criteria = [.. criteria] };
    }

    private int MaxScore(List<int> members)
    {
        var most = int.MinValue;
        foreach (var member in members) most = Math.Max(most, rules[member].Score);
        return most;
    }

    private long? Point(int member, int fact)
    {
        foreach (var criterion in rules[member].Criteria)
        {
            if (criterion.Fact == fact && criterion.IsPoint) return criterion.Low;
        }

        return null;
    }

    /// <summary>The interval of a rule's first criterion about a fact, where it doesn't go around.</summary>
    private Criterion? Range(int member, int fact)
    {
        foreach (var criterion in rules[member].Criteria)
        {
            if (criterion.Fact == fact && criterion.Low <= criterion.High) return criterion;
        }

        return null;
    }
}
