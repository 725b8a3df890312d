using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>
/// Waits for the grid, and computes here when the grid can't, or when this machine must begin now to make the deadline.
/// Whichever is done first is the outcome; the other one is cancelled.
/// </summary>
internal static class LocalFallback
{
    /// <summary>This machine is taken to be half as fast as the reference machine, so that it begins early enough.</summary>
    private const double Caution = 2;

    /// <summary>Waits for one of the two.</summary>
    public static async Task<TaskOutcome> WaitAsync(SubmittedTask task, TimeSpan? deadline, Action<TaskProgress> report, TaskPreviews? previews, CancellationToken cancellation)
    {
        var grid = task.WaitAsync(cancellation);
        if (deadline is { } limit && task.Plan is { } plan) await Task.WhenAny(grid, Task.Delay(LatestStart(plan, limit, task), cancellation)).ConfigureAwait(false);
        else await Task.WhenAny(grid).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (grid.IsCompleted && !Helps(await grid.ConfigureAwait(false))) return await grid.ConfigureAwait(false);
        return await RaceAsync(task, grid, report, previews, cancellation).ConfigureAwait(false);
    }

    private static async Task<TaskOutcome> RaceAsync(SubmittedTask task, Task<TaskOutcome> grid, Action<TaskProgress> report, TaskPreviews? previews, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // As long as the grid computes too, pictures are of what it does: one at a time.
        var local = LocalTask.RunAsync(task.Id, task.Plan!, task.Clock, 0, report, grid.IsCompleted ? previews : null, stop.Token);
        if (await Task.WhenAny(local, grid).ConfigureAwait(false) == grid && (await grid.ConfigureAwait(false)).Succeeded)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(local).ConfigureAwait(false);
            return await grid.ConfigureAwait(false);
        }

        var outcome = await local.ConfigureAwait(false);
        if (!grid.IsCompleted) task.TryCancel();
        return outcome;
    }

    /// <summary>Whether computing here mends what the grid says. A refusal for money's sake stays one.</summary>
    private static bool Helps(TaskOutcome outcome) => outcome is { Succeeded: false, Error: ErrorCode.Unreachable or ErrorCode.Busy or ErrorCode.DeadlineExceeded or ErrorCode.ShuttingDown or ErrorCode.ComputationFailed or ErrorCode.Disputed }
        || (outcome.Error == ErrorCode.KindNotAvailable && KernelCatalog.Find(outcome.Kernel) is not null);

    private static TimeSpan LatestStart(TaskPlan plan, TimeSpan deadline, SubmittedTask task)
    {
        var rate = WorkRates.Default.GetValueOrDefault(plan.Kernel, 1_000_000);
        var seconds = Caution * plan.Slices.Sum(static s => (double)s.ExpectedUnits) / rate / Environment.ProcessorCount;
        var start = deadline - task.Clock.Elapsed - TimeSpan.FromSeconds(Math.Min(seconds, deadline.TotalSeconds));
        return start > TimeSpan.Zero ? start : TimeSpan.Zero;
    }
}
