using System.Diagnostics;
using P2C2R.Client.Delivery;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>Computes tasks on this machine: the same bytes as the grid's, free of charge.</summary>
public static class LocalTask
{
    /// <summary>Plans, computes and merges.</summary>
    /// <param name="kind">What to compute.</param>
    /// <param name="document">The input document.</param>
    /// <param name="files">The files that it names; null where it names none.</param>
    /// <param name="threads">Threads to use; 0 for as many as the machine has.</param>
    /// <param name="progress">Takes progress.</param>
    /// <param name="previews">Takes pictures of it; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<TaskOutcome> RunAsync(string kind, ReadOnlyMemory<byte> document, IInputFiles? files = null, int threads = 0, IProgress<TaskProgress>? progress = null, TaskPreviews? previews = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        var (plan, refused) = await Planning.PlanAsync("local", kind, document, files, cancellation).ConfigureAwait(false);
        return refused ?? await RunAsync("local", plan!, clock, threads, p => progress?.Report(p), previews, cancellation).ConfigureAwait(false);
    }

    /// <summary>Computes and merges what is planned.</summary>
    internal static Task<TaskOutcome> RunAsync(string task, TaskPlan plan, Stopwatch clock, int threads, Action<TaskProgress> report, TaskPreviews? previews, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            void Report(double fraction) => report(new TaskProgress(TaskPhase.ComputingLocally, fraction, 0, plan.Slices.Count));
            var computing = Stopwatch.StartNew();
            var canonical = OutputStorage.Create(0);
            var times = new WorkTimes();
            var run = new LocalRun(KernelCatalog.Find(plan.Kernel)!, plan, threads == 0 ? Environment.ProcessorCount : threads, Report, cancellation) { Observe = times.Start };
            MergedTask merged;
            await using (new PreviewLoop(plan, previews, _ => Task.FromResult(run.Delivered())).ConfigureAwait(false)) merged = run.Run(canonical);
            if (merged.Failure is not { } failure) return Succeeded(task, plan, merged, canonical, computing.Elapsed, clock.Elapsed, times);
            canonical.Dispose();
            return TaskOutcome.Failed(task, plan.Kernel, failure.Code, failure.Reason, latency: clock.Elapsed);
        },
        cancellation);

    private static TaskOutcome Succeeded(string task, TaskPlan plan, MergedTask merged, Stream canonical, TimeSpan computing, TimeSpan latency, WorkTimes times) => new()
    {
        Task = task,
        Kernel = plan.Kernel,
        State = TaskState.Done,
        Output = canonical,
        OutputHash = merged.OutputHash,
        WorkUnits = merged.WorkUnits,
        Latency = latency,
        ComputeMs = computing.TotalMilliseconds,
        SliceCount = plan.Slices.Count,
        ComputedLocally = true,
        Times = times,
        Plan = plan,
    };
}
