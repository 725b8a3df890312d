using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Dialogue;
using P2C2R.Kernels.Dialogue.Rules;

namespace P2C2R.Cli.Bench.Dialogue;

/// <summary>
/// Which rule speaks, on one thread: the index of the engine <c>rules</c> beside a scan of all rules, on the same rules and queries, in turns; the scan on a
/// sample of the queries, on which both must find the same. Stating a query's facts is part of both. Processor time, so that a busy machine doesn't decide.
/// </summary>
/// <param name="Rules">Rules.</param>
/// <param name="Queries">Queries.</param>
/// <param name="Sample">Queries that the scan answers.</param>
/// <param name="Rounds">How often each has its turn.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record DialogueBenchmark(int Rules, int Queries, int Sample, int Rounds, bool Json)
{
    // Stated again and again; a million different ones would measure the memory that they lie in.
    private const int DifferentQueries = 65_536;

    /// <summary>Runs it.</summary>
    public int Run(CancellationToken stop)
    {
        var maker = new RuleMaker();
        var text = Encoding.UTF8.GetBytes(maker.MakeRules(Rules));
        var (readMs, set) = Measure(() => Read(text));
        var canonical = RuleSetFormat.Write(set);
        var (loadMs, loaded) = Measure(() => LoadedRules.Load(canonical.Span, stop) ?? throw new InvalidOperationException("the rules can't be read back"));
        var queries = Enumerable.Range(0, Math.Min(Queries, DifferentQueries)).Select(_ => ToFacts(maker.MakeQuery(), loaded)).ToArray();
        var scan = new RuleScan(set.Rules);
        var (index, brute, found) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round <= Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            var (scanMs, _) = Measure(() => Answer(queries, Math.Min(Sample, queries.Length), scan.Find, loaded));
            var (indexMs, answered) = Measure(() => Answer(queries, Queries, loaded.Index.Find, loaded));
            if (round == 0) continue; // The first one also compiles.
            index.Add(Queries / indexMs * 1000);
            brute.Add(Math.Min(Sample, queries.Length) / scanMs * 1000);
            found = answered;
        }

        Compare(queries.AsSpan(0, Math.Min(Sample, queries.Length)), scan, loaded);
        Report(text.Length, set, readMs, loadMs, index, brute, found);
        return ExitCodes.Done;
    }

    private static RuleSet Read(byte[] text)
    {
        var builder = new RuleSetBuilder();
        TextRules.Read(text, "generated", builder);
        return builder.Build();
    }

    private static (int Fact, long Value)[] ToFacts(List<(string Fact, string? Text, int Number)> query, LoadedRules rules)
    {
        var facts = new List<(int Fact, long Value)>();
        foreach (var (name, text, number) in query)
        {
            var parts = name.Split('.');
            if (rules.FindFact(ScopeNames.Find(parts[0])!.Value, parts[1]) is not (var fact and >= 0)) continue;
            facts.Add((fact, rules.Set.Texts.Encode(text is null ? new FactValue(number * FactValue.One) : new FactValue(0, text))));
        }

        return [.. facts];
    }

    /// <summary>Answers queries, from the first on again when there are no more; how many had an answer.</summary>
    private static long Answer((int Fact, long Value)[][] queries, int count, Action<FactValues, IRuleFilter?, RuleMatch> find, LoadedRules rules)
    {
        var facts = new FactValues(rules.Set.Facts.Count);
        var match = new RuleMatch();
        var found = 0L;
        for (var i = 0; i < count; i++)
        {
            State(facts, queries[i % queries.Length]);
            find(facts, null, match);
            if (match.Rules.Count > 0) found++;
        }

        return found;
    }

    private static void State(FactValues facts, (int Fact, long Value)[] query)
    {
        facts.Clear();
        foreach (var (fact, value) in query) facts.Set(fact, value);
    }

    private static void Compare(ReadOnlySpan<(int Fact, long Value)[]> queries, RuleScan scan, LoadedRules rules)
    {
        var facts = new FactValues(rules.Set.Facts.Count);
        var (scanned, found) = (new RuleMatch(), new RuleMatch());
        foreach (var query in queries)
        {
            State(facts, query);
            scan.Find(facts, null, scanned);
            rules.Index.Find(facts, null, found);
            if (!scanned.Rules.SequenceEqual(found.Rules)) throw new InvalidOperationException("the index and the scan found different rules");
        }
    }

    private static (double Milliseconds, T Result) Measure<T>(Func<T> action)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = action();
        return ((Environment.CpuUsage.TotalTime - before).TotalMilliseconds, result);
    }

    private void Report(int bytes, RuleSet set, double readMs, double loadMs, List<double> index, List<double> brute, long found)
    {
        var (ours, theirs) = (Score.Median(index), Score.Median(brute));
        var criteria = set.Rules.Average(static r => r.Criteria.Count);
        if (Json)
        {
            Console.WriteLine(new JsonObject
            {
                ["rules"] = Rules,
                ["queries"] = Queries,
                ["sample"] = Sample,
                ["criteria_per_rule"] = criteria,
                ["answered"] = (double)found / Queries,
                ["read_ms"] = readMs,
                ["load_ms"] = loadMs,
                ["index_queries_per_second"] = ours,
                ["scan_queries_per_second"] = theirs,
                ["ratio"] = ours / theirs,
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Print($"{Rules:N0} rules of {criteria:N1} criteria ({bytes / 1e6:N1} MB of text), one thread, {Rounds} rounds in turns, processor time");
        Print($"  read from text {readMs:N0} ms, from canonical bytes and indexed {loadMs:N0} ms");
        Print($"  index  {ours,12:N0} queries/s ({index.Min():N0} to {index.Max():N0}), {1e6 / ours:N2} us each, over {Queries:N0} queries, {100.0 * found / Queries:N0}% of them answered");
        Print($"  scan   {theirs,12:N0} queries/s ({brute.Min():N0} to {brute.Max():N0}), over {Sample:N0} of them; both found the same rules");
        Print($"  ratio  {ours / theirs:N0} x");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
