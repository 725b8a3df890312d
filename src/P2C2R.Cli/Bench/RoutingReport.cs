using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace P2C2R.Cli.Bench;

/// <summary>What a routing benchmark has to say, for people and for machines.</summary>
/// <param name="disk">The file system.</param>
/// <param name="benchmark">How it was run.</param>
/// <param name="scores">The grid first, then its rivals.</param>
/// <param name="missing">A line for each rival that isn't installed.</param>
internal sealed class RoutingReport(string disk, RoutingBenchmark benchmark, IReadOnlyList<Score> scores, IReadOnlyList<string> missing)
{
    /// <summary>An fsync's milliseconds, median and 99th percentile, before each round.</summary>
    public List<(double P50Ms, double P99Ms)> Syncs { get; } = [];

    /// <summary>The grid's commits in each round at many tasks in flight.</summary>
    public List<CommitCounts> Commits { get; } = [];

    private double SyncP50 => Score.Median(Syncs.Select(s => s.P50Ms));

    private double SyncP99 => Score.Median(Syncs.Select(s => s.P99Ms));

    private double Batch => Score.Median(Commits.Select(c => c.MeanBatch));

    private double CoreUs => Score.Median(Commits.Select(c => c.CoreMicroseconds));

    private double CommitMs => Score.Median(Commits.Select(c => c.MeanMs));

    /// <summary>Prints a table.</summary>
    public void Print(TextWriter to)
    {
        to.WriteLine($"routing: no_operation, one slice a task, {benchmark.PayloadBytes} B payload, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}");
        to.WriteLine($"disk: {disk}; fsync p50 {F(SyncP50)} ms, p99 {F(SyncP99)} ms; grid: {F(Batch)} tasks a commit, {F(CommitMs)} ms a commit, {F(CoreUs)} us of state core a task");
        to.WriteLine($"{benchmark.Rounds} rounds in turns, {benchmark.Seconds} s a measurement, medians (least to most); ratio = grid / rival");
        to.WriteLine();
        to.WriteLine($"{"",-10} {RoutingBenchmark.Window + " in flight: tasks/s",-34} {"ratio",7}   {"1 in flight: p50 ms",-28} {"p99 ms",8} {"ratio",7}   stored before the answer");
        foreach (var score in scores)
        {
            var rate = $"{score.Rate,9:N0} ({score.Rates.Min(m => m.Rate):N0} to {score.Rates.Max(m => m.Rate):N0})";
            var p50 = $"{F(score.P50Ms),7} ({F(score.Latencies.Min(m => m.P50Ms))} to {F(score.Latencies.Max(m => m.P50Ms))})";
            to.WriteLine($"{score.Contender.Name,-10} {rate,-34} {Ratio(score, s => s.Rate),7}   {p50,-28} {F(score.P99Ms),8} {Ratio(score, s => s.P50Ms),7}   {score.Contender.Promise}");
        }

        foreach (var line in missing) to.WriteLine(line);
    }

    /// <summary>The same for machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["payload_bytes"] = benchmark.PayloadBytes,
        ["cores"] = Environment.ProcessorCount,
        ["disk"] = disk,
        ["fsync_p50_ms"] = SyncP50,
        ["fsync_p99_ms"] = SyncP99,
        ["tasks_per_commit"] = Batch,
        ["commit_ms"] = CommitMs,
        ["core_us_per_task"] = CoreUs,
        ["contenders"] = new JsonArray([.. scores.Select(ToJson)]),
        ["missing"] = new JsonArray([.. missing.Select(m => JsonValue.Create(m))]),
    };

    private static JsonObject ToJson(Score score) => new()
    {
        ["name"] = score.Contender.Name,
        ["stored"] = score.Contender.Promise,
        ["tasks_per_second"] = score.Rate,
        ["p50_ms"] = score.P50Ms,
        ["p99_ms"] = score.P99Ms,
        ["rounds"] = new JsonArray([.. score.Rates.Zip(score.Latencies, (rate, latency) => new JsonObject
        {
            ["tasks_per_second"] = rate.Rate,
            ["p50_ms"] = latency.P50Ms,
            ["p99_ms"] = latency.P99Ms,
        })]),
    };

    private string Ratio(Score score, Func<Score, double> figure) => score == scores[0] ? "" : F(figure(scores[0]) / figure(score));

    private static string F(double value) => value.ToString(value >= 10 ? "N1" : "N2", CultureInfo.InvariantCulture);
}
