using System.Text.Json.Nodes;

namespace P2C2R.Cli.Bench.Paths;

/// <summary>What was measured on one map. Times are microseconds a query.</summary>
/// <param name="Scenario">The map and its queries.</param>
/// <param name="PreparationMs">Preparing the map, one thread.</param>
/// <param name="PreparationBytes">What is kept of it.</param>
internal sealed record PathScores(BenchScenario Scenario, double PreparationMs, long PreparationBytes)
{
    /// <summary>Ours, each query; the least of the rounds.</summary>
    public double[] Ours { get; } = [.. Enumerable.Repeat(double.MaxValue, Scenario.Queries.Length)];

    /// <summary>The baseline's, likewise.</summary>
    public double[] Baseline { get; } = [.. Enumerable.Repeat(double.MaxValue, Scenario.Queries.Length)];

    /// <summary>Cells that the baseline expands in a query.</summary>
    public double BaselineExpanded { get; set; }

    /// <summary>Each rival's name, and its times for the last of the queries.</summary>
    public List<(string Name, double[] Times)> Rivals { get; } = [];

    /// <summary>Lengths that are not the scenario's, by whoever.</summary>
    public int Mismatches { get; set; }

    /// <summary>How often ours is as fast as another on the last queries, by their means.</summary>
    public double Ratio(double[] others) => others.Average() / Ours[^others.Length..].Average();

    /// <summary>For machines.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["map"] = Scenario.Name,
            ["queries"] = Scenario.Queries.Length,
            ["mismatches"] = Mismatches,
            ["preprocess_ms"] = PreparationMs,
            ["bytes_per_passable_cell"] = (double)PreparationBytes / Scenario.FreeCells,
            ["mean_us"] = Ours.Average(),
            ["p99_us"] = Ours.Order().ElementAt(Ours.Length * 99 / 100),
            ["baseline_mean_us"] = Baseline.Average(),
            ["baseline_expanded"] = BaselineExpanded,
            ["baseline_ratio"] = Ratio(Baseline),
        };
        foreach (var (name, times) in Rivals) json[name] = new JsonObject { ["queries"] = times.Length, ["mean_us"] = times.Average(), ["ratio"] = Ratio(times) };
        return json;
    }

    /// <summary>For people.</summary>
    public void Print(TextWriter writer)
    {
        writer.WriteLine($"{Scenario.Name}: the last {Scenario.Queries.Length} queries, {Mismatches} mismatches");
        writer.WriteLine($"  prepared in {PreparationMs:N0} ms, {(double)PreparationBytes / Scenario.FreeCells:0.0} bytes for each of {Scenario.FreeCells:N0} passable cells");
        writer.WriteLine($"  {"ours",-34} {Ours.Average(),12:N1} us   99 of 100 within {Ours.Order().ElementAt(Ours.Length * 99 / 100):N1} us");
        writer.WriteLine($"  {$"A*, {BaselineExpanded:N0} cells expanded",-34} {Baseline.Average(),12:N1} us   ratio {Ratio(Baseline),8:N0}");
        foreach (var (name, times) in Rivals) writer.WriteLine($"  {$"{name}, the last {times.Length}",-34} {times.Average(),12:N1} us   ratio {Ratio(times),8:N0}");
    }
}
