using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;

namespace P2C2R.Peer.Device;

/// <summary>
/// How fast each kernel is here: its small self-test is run in a worker, warm, at the first start; the figures are kept. Only a first
/// guess for placement, so no test means no figure, and a failure is no reason not to start.
/// </summary>
internal static class Calibration
{
    private const int WarmUpRuns = 2;
    private const int MeasuredRuns = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The kernels of this release, with the speeds that are known.</summary>
    public static async Task<IReadOnlyList<KernelSpeed>> LoadOrMeasureAsync(WorkerPool pool, string path, bool measure, PeerReports reports, CancellationToken cancellation)
    {
        var known = Load(path);
        var speeds = new List<KernelSpeed>();
        var measured = false;
        foreach (var kernel in KernelCatalog.All)
        {
            if (!known.TryGetValue(kernel.Id, out var speed) && measure && SelfTests.Find(kernel.Id, 0) is not null)
            {
                speed = await MeasureAsync(pool, kernel, cancellation).ConfigureAwait(false);
                if (speed > 0) reports.Notice($"{kernel.Id}: {speed:0} work units a second");
                known[kernel.Id] = speed;
                measured = true;
            }

            speeds.Add(new KernelSpeed { Kind = kernel.Id.Kind, Version = kernel.Id.Version, UnitsPerSecond = speed });
        }

        if (measured) Save(path, known);
        return speeds;
    }

    private static async Task<double> MeasureAsync(WorkerPool pool, IKernel kernel, CancellationToken cancellation)
    {
        long units = 0, nanoseconds = 0;
        for (var run = 0; run < WarmUpRuns + MeasuredRuns; run++)
        {
            var plan = kernel.Plan(System.Text.Encoding.UTF8.GetBytes(SelfTests.Find(kernel.Id, run)!), new NoInputFiles());
            // Slices that read blobs or depend on others would need the whole machinery; a self-test has one without.
            if (plan.Slices.FirstOrDefault(s => s.Blobs.Count + s.DependsOn.Count == 0) is not { } slice) return 0;
            var outcome = await RunAsync(pool, kernel.Id, slice, cancellation).ConfigureAwait(false);
            if (outcome is not { Failure: ErrorCode.None }) return 0;
            if (outcome.Path.Length > 0) File.Delete(outcome.Path);
            if (run < WarmUpRuns) continue;
            units += outcome.Units;
            nanoseconds += outcome.Nanoseconds;
        }

        return nanoseconds > 0 ? units * 1e9 / nanoseconds : 0;
    }

    private static async Task<WorkOutcome?> RunAsync(WorkerPool pool, KernelId kernel, PlannedSlice slice, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<WorkOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var item = new WorkItem
        {
            Kernel = kernel,
            Input = slice.Input,
            ExpectedUnits = slice.ExpectedUnits,
            MaxUnits = slice.MaxUnits,
            Completed = (_, outcome) => done.TrySetResult(outcome),
        };
        pool.Submit(item);
        pool.Dispatch();
        try
        {
            return await done.Task.WaitAsync(Limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            pool.Cancel(item);
            return null;
        }
    }

    private static Dictionary<KernelId, double> Load(string path)
    {
        var known = new Dictionary<KernelId, double>();
        try
        {
            if (!File.Exists(path) || JsonNode.Parse(File.ReadAllText(path)) is not JsonObject kept) return known;
            foreach (var kernel in KernelCatalog.All)
            {
                if (kept[kernel.Id.ToString()] is JsonValue value && value.TryGetValue(out double speed) && double.IsFinite(speed) && speed >= 0) known[kernel.Id] = speed;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            known.Clear();
        }

        return known;
    }

    private static void Save(string path, Dictionary<KernelId, double> known)
    {
        try
        {
            var kept = new JsonObject();
            foreach (var (kernel, speed) in known) kept[kernel.ToString()] = speed;
            File.WriteAllText(path, kept.ToJsonString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Measured again next time.
        }
    }
}
