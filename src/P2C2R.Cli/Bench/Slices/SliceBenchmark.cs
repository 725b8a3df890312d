using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>What the slices of large documents cost, in work units a second of one core, and how soon they see a cancel.</summary>
/// <param name="Names">Workloads whose names begin so; none for all.</param>
/// <param name="Cancels">Cancels of the longest slice of each sort, at moments spread over its time; 0 leaves them out.</param>
/// <param name="Rounds">How often all slices are executed; the last round counts.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record SliceBenchmark(IReadOnlyList<string> Names, int Cancels, int Rounds, bool Json)
{
    /// <summary>Runs it.</summary>
    public int Run(CancellationToken stop)
    {
        var report = new JsonArray();
        if (!Json) Console.WriteLine("processor time of one thread; percent: units a second of the reference rate; cancel: ms from the cancel to the end of the slice, at moments spread over it");
        foreach (var workload in SliceWorkloads.All.Where(w => Names.Count == 0 || Names.Any(n => w.Name.StartsWith(n, StringComparison.Ordinal))))
        {
            var run = new SliceRun(workload);
            var sorts = run.Measure(stop);
            for (var round = 1; round < Rounds; round++) sorts = run.Measure(stop);
            foreach (var sort in sorts)
            {
                Cancel(run, sort, stop);
                Report(report, workload, sort);
            }
        }

        if (Json) Console.WriteLine(report.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return ExitCodes.Done;
    }

    /// <summary>At the middles of equal parts of its time, so that no long stretch is missed.</summary>
    private void Cancel(SliceRun run, MeasuredSlices sort, CancellationToken stop)
    {
        for (var i = 0; i < Cancels; i++)
        {
            stop.ThrowIfCancellationRequested();
            var after = TimeSpan.FromMilliseconds(sort.LongestMilliseconds * (i + 0.5) / Cancels);
            if (run.Cancel(sort.Longest, after) is { } milliseconds) sort.Cancels.Add(milliseconds);
        }
    }

    private void Report(JsonArray report, SliceWorkload workload, MeasuredSlices sort)
    {
        var rate = sort.Units / sort.Milliseconds * 1000;
        var percent = rate / WorkRates.Default[workload.NewKernel().Id] * 100;
        report.Add(new JsonObject
        {
            ["workload"] = workload.Name,
            ["slices"] = sort.Count,
            ["sort"] = sort.Name,
            ["units"] = sort.Units,
            ["ms"] = sort.Milliseconds,
            ["units_per_second"] = rate,
            ["percent_of_rate"] = percent,
            ["bytes"] = sort.Bytes,
            ["expected_bytes"] = sort.ExpectedBytes,
            ["cancels"] = sort.Cancels.Count,
            ["cancel_p50_ms"] = sort.Cancels.Count == 0 ? null : Score.Median(sort.Cancels),
            ["cancel_max_ms"] = sort.Cancels.Count == 0 ? null : sort.Cancels.Max(),
        });
        if (Json) return;
        var cancel = sort.Cancels.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"   cancel p50 {Score.Median(sort.Cancels):N1} max {sort.Cancels.Max():N1} of {sort.Cancels.Count}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name,-28} {sort.Name,-10} {sort.Count,4} x {sort.Milliseconds / sort.Count,9:N1} ms {sort.Units,13:N0} units {percent,6:N0}% {sort.Bytes,11:N0} of {sort.ExpectedBytes,11:N0} bytes{cancel}"));
    }
}
