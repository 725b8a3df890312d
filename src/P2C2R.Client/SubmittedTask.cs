using System.Diagnostics;
using P2C2R.Client.Delivery;
using P2C2R.Client.Submission;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>A task that was handed to the grid. It goes on whether or not anybody waits for it here.</summary>
public sealed class SubmittedTask
{
    private readonly GridClient _client;
    private readonly TaskPlan? _plan;
    private readonly Stopwatch _clock;
    private readonly Task<TaskOutcome> _outcome;

    /// <summary>Starts the conversation about a planned task.</summary>
    internal SubmittedTask(GridClient client, string id, TaskPlan plan, TaskConversation conversation, OutputFetch fetch, Action<TaskProgress> report, TaskPreviews? previews, Stopwatch clock, CancellationToken closing)
    {
        _client = client;
        _plan = plan;
        _clock = clock;
        Id = id;
        Accepted = conversation.Accepted;
        _outcome = FinishAsync(conversation, fetch, report, previews, closing);
    }

    /// <summary>For a task that never reached the grid.</summary>
    internal SubmittedTask(GridClient client, TaskOutcome refused)
    {
        _client = client;
        _clock = new Stopwatch();
        Id = refused.Task;
        Accepted = Task.FromResult(false);
        _outcome = Task.FromResult(refused);
    }

    /// <summary>The task's id.</summary>
    public string Id { get; }

    /// <summary>True when the coordinator has the whole task on disk; false when it will not have it, and the outcome says why.</summary>
    public Task<bool> Accepted { get; }

    /// <summary>What was planned; null where the input was refused.</summary>
    internal TaskPlan? Plan => _plan;

    /// <summary>Since the call that submitted it.</summary>
    internal Stopwatch Clock => _clock;

    /// <summary>Waits for its end. The outcome is the same for everybody who waits; the first one disposes it.</summary>
    /// <param name="cancellation">Ends the waiting, not the task.</param>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public Task<TaskOutcome> WaitAsync(CancellationToken cancellation = default) => _outcome.WaitAsync(cancellation);

    /// <summary>Asks the coordinator to cancel the task; its outcome says whether that was in time.</summary>
    /// <returns>False where there is no connection at this moment.</returns>
    public bool TryCancel() => _client.TrySendCancel(Id);

    private async Task<TaskOutcome> FinishAsync(TaskConversation conversation, OutputFetch fetch, Action<TaskProgress> report, TaskPreviews? previews, CancellationToken closing)
    {
        TaskEnd end;
        await using (new PreviewLoop(_plan!, previews, stop => GetSoFarAsync(fetch, stop)).ConfigureAwait(false))
        {
            end = await conversation.RunAsync(closing).ConfigureAwait(false);
        }

        if (end.Result is not { } result) return Failed(end.Error!, null);
        var summary = result.Summary;
        if (summary.State != TaskState.Done) return Failed(new ErrorMessage { Code = summary.Error, Message = summary.Message ?? $"the task ended as {summary.State}" }, summary);
        report(new TaskProgress(TaskPhase.Fetching, 1, summary.Agreed, summary.SliceCount));
        var (outputs, error) = await FetchAsync(fetch, result, closing).ConfigureAwait(false);
        return error is null ? await Task.Run(() => Merge(outputs!, summary), closing).ConfigureAwait(false) : Failed(error, summary);
    }

    /// <summary>What is agreed by now. Of a task that isn't known to be on the coordinator's disk nothing is asked.</summary>
    private Task<IReadOnlyList<SliceResult>> GetSoFarAsync(OutputFetch fetch, CancellationToken stop) =>
        Accepted is { IsCompletedSuccessfully: true, Result: true } ? fetch.GetSoFarAsync(stop) : Task.FromResult<IReadOnlyList<SliceResult>>([]);

    private static async Task<(IReadOnlyList<SliceResult>? Outputs, ErrorMessage? Error)> FetchAsync(OutputFetch fetch, Result result, CancellationToken closing)
    {
        try
        {
            return await fetch.GetAllAsync(result, closing).ConfigureAwait(false);
        }
        catch (GridException e)
        {
            return (null, new ErrorMessage { Code = e.Code, Message = e.Message });
        }
    }

    private TaskOutcome Merge(IReadOnlyList<SliceResult> outputs, TaskSummary summary)
    {
        var kernel = KernelCatalog.Find(_plan!.Kernel)!;
        var canonical = OutputStorage.Create(outputs.Sum(static o => (long)o.Answer.Length));
        var merged = TaskMerger.Merge(kernel, _plan, outputs, summary.Units, canonical);
        if (merged.Failure is { } failure)
        {
            canonical.Dispose();
            return Failed(new ErrorMessage { Code = failure.Code, Message = failure.Reason }, summary);
        }

        return new TaskOutcome
        {
            Task = Id,
            Kernel = _plan.Kernel,
            State = TaskState.Done,
            Output = canonical,
            OutputHash = merged.OutputHash,
            WorkUnits = merged.WorkUnits,
            Cost = summary.Cost,
            DataCost = summary.DataCost ?? NanoDollars.Zero,
            DataBytes = summary.DataBytes ?? 0,
            Ledger = summary.Ledger,
            Latency = _clock.Elapsed,
            ComputeMs = summary.ComputeMs,
            SliceCount = summary.SliceCount,
            CachedSlices = summary.Cached,
            Plan = _plan,
        };
    }

    private TaskOutcome Failed(ErrorMessage error, TaskSummary? summary) =>
        TaskOutcome.Failed(Id, _plan!.Kernel, error.Code == ErrorCode.None ? ErrorCode.Internal : error.Code, error.Message, summary, _clock.Elapsed);
}
