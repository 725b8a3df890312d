using P2C2R.Kernels.Dialogue.Rules;

namespace P2C2R.Tests.Kernels.Dialogue.Rules;

/// <summary>The most specific rule wins: the index beside a scan of all rules and beside the definition itself, on random rule sets.</summary>
public sealed class RuleIndexTests
{
    private const int Facts = 12;

    [Theory]
    [InlineData(1, 40)]
    [InlineData(10, 40)]
    [InlineData(200, 40)]
    [InlineData(3_000, 4)]
    public void The_most_specific_rules_are_found(int rules, int sets)
    {
        for (var seed = 0; seed < sets; seed++)
        {
            var random = new Random((rules * 1_000) + seed);
            var all = Enumerable.Range(0, rules).Select(i => RandomRule(random, i)).ToList();
            var index = new RuleIndex(all, CancellationToken.None);
            var scan = new RuleScan(all);
            var values = new FactValues(Facts);
            for (var query = 0; query < 50; query++)
            {
                State(values, random);
                var filter = random.Next(3) == 0 ? new RandomFilter(random.Next()) : null;
                var (found, scanned) = (new RuleMatch(), new RuleMatch());
                index.Find(values, filter, found);
                scan.Find(values, filter, scanned);
                var expected = MostSpecific(all, values, filter);
                Assert.Equal(expected, found.Rules);
                Assert.Equal(expected, scanned.Rules);
                if (expected.Count > 0) Assert.Equal(all[expected[0]].Score, found.Score);
            }
        }
    }

    [Fact]
    public void Rules_that_contradict_themselves_never_speak()
    {
        var all = Enumerable.Range(0, 100).Select(i => new Rule { Name = $"{i}", Criteria = [new Criterion(0, i, i), new Criterion(0, i + 1, i + 1)] }).ToList();
        var index = new RuleIndex(all, CancellationToken.None);
        var values = new FactValues(1);
        var match = new RuleMatch();
        for (var value = -1; value < 102; value++)
        {
            values.Set(0, value);
            index.Find(values, null, match);
            Assert.Empty(match.Rules);
        }
    }

    [Fact]
    public void An_index_of_no_rules_finds_none()
    {
        var match = new RuleMatch();
        new RuleIndex([], CancellationToken.None).Find(new FactValues(1), null, match);
        Assert.Empty(match.Rules);
    }

    [Theory]
    [InlineData(2, 5, 2, true)]
    [InlineData(2, 5, 5, true)]
    [InlineData(2, 5, 1, false)]
    [InlineData(2, 5, 6, false)]
    [InlineData(6, 4, 5, false)]
    [InlineData(6, 4, 4, true)]
    [InlineData(6, 4, 6, true)]
    [InlineData(6, 4, long.MaxValue, true)]
    [InlineData(6, 4, long.MinValue, true)]
    [InlineData(1, -1, 0, false)]
    public void A_criterion_is_an_interval_that_may_go_around(long low, long high, long value, bool holds) => Assert.Equal(holds, new Criterion(0, low, high).Holds(value));

    /// <summary>The definition: of the rules that may speak and whose criteria all hold, those with the greatest score.</summary>
    private static List<int> MostSpecific(List<Rule> rules, FactValues values, RandomFilter? filter)
    {
        var holding = Enumerable.Range(0, rules.Count).Where(i => filter?.IsOut(i) != true && rules[i].Criteria.All(c => Within(c, values.Values[c.Fact]))).ToList();
        var best = holding.Count == 0 ? 0 : holding.Max(i => rules[i].Criteria.Count + rules[i].Bonus);
        return holding.FindAll(i => rules[i].Criteria.Count + rules[i].Bonus == best);
    }

    private static bool Within(Criterion criterion, long value) =>
        criterion.Low <= criterion.High ? value >= criterion.Low && value <= criterion.High : value >= criterion.Low || value <= criterion.High;

    private static Rule RandomRule(Random random, int number) => new()
    {
        Name = $"{number}",
        Bonus = random.Next(8) == 0 ? random.Next(-2, 3) : 0,
        Criteria = [.. Enumerable.Range(0, random.Next(0, 7)).Select(_ => RandomCriterion(random))],
    };

    private static Criterion RandomCriterion(Random random)
    {
        var fact = Math.Min(random.Next(Facts), random.Next(Facts));
        var value = random.Next(-4, 8);
        return random.Next(4) switch
        {
            0 => new Criterion(fact, value, value + random.Next(6)),
            1 => new Criterion(fact, value + 1, value - 1),
            _ => new Criterion(fact, value, value),
        };
    }

    private static void State(FactValues values, Random random)
    {
        values.Clear();
        for (var fact = 0; fact < Facts; fact++)
        {
            if (random.Next(5) > 0) values.Set(fact, random.Next(-4, 8));
        }
    }

    /// <summary>Some rules may not speak.</summary>
    private sealed class RandomFilter(int seed) : IRuleFilter
    {
        public bool IsOut(int rule) => ((uint)(rule ^ seed) * 2_654_435_761u) >> 30 == 0;
    }
}
