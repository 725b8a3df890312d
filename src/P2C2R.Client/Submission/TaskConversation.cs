using System.Diagnostics;
using P2C2R.Client.Sessions;
using P2C2R.Protocol;

namespace P2C2R.Client.Submission;

/// <summary>
/// Says what must be said about one task until it has ended, over as many sessions as that takes. Everything it says can be
/// said again: a submission until all slices are acknowledged, afterwards a question for the task.
/// </summary>
/// <param name="keeper">Brings sessions.</param>
/// <param name="task">The task's id.</param>
/// <param name="submission">What to submit; null for a task that was submitted before.</param>
/// <param name="uploadAsync">Stores the task's blobs; its argument says whether the coordinator misses one that was stored.</param>
/// <param name="busyTimeout">How long to try again while the coordinator is busy.</param>
/// <param name="report">Takes progress.</param>
internal sealed class TaskConversation(
    SessionKeeper keeper,
    string task,
    SubmissionMessages? submission,
    Func<bool, CancellationToken, Task<ErrorMessage?>> uploadAsync,
    TimeSpan busyTimeout,
    Action<TaskProgress> report)
{
    private const int MaxUploadsAgain = 3;

    private readonly TaskCompletionSource<bool> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _sliceCount = submission?.Submit.SliceCount ?? 0;
    private int _uploadsAgain;
    private long _busySince;
    private bool _submitted = submission is null;

    /// <summary>True when all slices are on the coordinator's disk; false when the conversation ended without that.</summary>
    public Task<bool> Accepted => _accepted.Task;

    /// <summary>Submits and waits for the end.</summary>
    public async Task<TaskEnd> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var end = await ConverseAsync(cancellation).ConfigureAwait(false);
            _accepted.TrySetResult(end.Result is not null);
            return end;
        }
        catch (GridException e)
        {
            return new TaskEnd(null, new ErrorMessage { Code = e.Code, Message = e.Message, Task = task });
        }
        finally
        {
            _accepted.TrySetResult(false);
        }
    }

    private async Task<TaskEnd> ConverseAsync(CancellationToken cancellation)
    {
        if (!_submitted && await uploadAsync(false, cancellation).ConfigureAwait(false) is { } refused) return new TaskEnd(null, refused);
        while (true)
        {
            var session = await keeper.CurrentAsync(cancellation).ConfigureAwait(false);
            if (await SpeakAsync(session, cancellation).ConfigureAwait(false) is { } end) return end;
            report(new TaskProgress(TaskPhase.Reconnecting, 0, 0, _sliceCount));
        }
    }

    /// <summary>One session's part; null when it ended before the task did.</summary>
    private async Task<TaskEnd?> SpeakAsync(GridSession session, CancellationToken cancellation)
    {
        using var inbox = session.OpenInbox(task);
        Open(session);
        while (await inbox.NextAsync(cancellation).ConfigureAwait(false) is { } message)
        {
            switch (message)
            {
                case Result result:
                    return new TaskEnd(result, null);
                case Accepted accepted:
                    await ContinueAsync(session, accepted.Tasks[0].SlicesReceived, cancellation).ConfigureAwait(false);
                    break;
                case Protocol.TaskStatus status:
                    TakeStatus(status.Summary);
                    break;
                case Progress progress:
                    report(new TaskProgress(TaskPhase.Computing, progress.Fraction, progress.Agreed, progress.SliceCount, progress.Slice, WithoutControls(progress.Said)));
                    break;
                case ErrorMessage error when !await RecoverAsync(session, error, cancellation).ConfigureAwait(false):
                    return new TaskEnd(null, error);
            }
        }

        return null;
    }

    private void Open(GridSession session)
    {
        if (_submitted)
        {
            session.Send(new GetTask { Task = task });
            return;
        }

        report(new TaskProgress(TaskPhase.Submitting, 0, 0, _sliceCount));
        session.Send(submission!.Submit);
    }

    private async ValueTask ContinueAsync(GridSession session, int received, CancellationToken cancellation)
    {
        _busySince = 0;
        if (received < _sliceCount)
        {
            await session.WaitForRoomAsync(cancellation).ConfigureAwait(false);
            session.Send(submission!.From(received));
            return;
        }

        _submitted = true;
        if (_accepted.TrySetResult(true)) report(new TaskProgress(TaskPhase.Computing, 0, 0, _sliceCount));
    }

    private void TakeStatus(TaskSummary summary)
    {
        if (summary.State == TaskState.Running) _accepted.TrySetResult(true);
        var fraction = summary.SliceCount == 0 ? 0 : (double)summary.Agreed / summary.SliceCount;
        report(new TaskProgress(TaskPhase.Computing, fraction, summary.Agreed, summary.SliceCount));
    }

    /// <summary>Does what an error asks for; false where nothing helps.</summary>
    private async ValueTask<bool> RecoverAsync(GridSession session, ErrorMessage error, CancellationToken cancellation)
    {
        switch (error.Code)
        {
            case ErrorCode.ShuttingDown:
                return true; // the session ends next, and another one follows
            case ErrorCode.Busy when StillPatient():
                var wait = error.RetryAfterMs ?? 500;
                await Task.Delay((int)(wait * (1 + (Random.Shared.NextDouble() / 2))), cancellation).ConfigureAwait(false);
                Open(session);
                return true;
            case ErrorCode.BlobMissing when submission is not null && _uploadsAgain++ < MaxUploadsAgain:
                if (await uploadAsync(true, cancellation).ConfigureAwait(false) is not null) return false;
                Open(session);
                return true;
            default:
                return false;
        }
    }

    // A stranger's words may end up in a terminal.
    private static string? WithoutControls(string? said) => said is null ? null : string.Concat(said.Select(static c => char.IsControl(c) ? ' ' : c));

    private bool StillPatient()
    {
        if (_busySince == 0) _busySince = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(_busySince) < busyTimeout;
    }
}
