using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Carries verdicts to the slices that subscribe, and slices to their tasks.</summary>
internal sealed class TaskProgress(GridState state, TaskEnding ending)
{
    /// <summary>Gamers are told how far a task is at most that often, in microseconds.</summary>
    private const long ProgressInterval = 100_000;

    /// <summary>Subscribers that share a reported fraction are told up to here; more share the same computation seldom.</summary>
    private const int MaxAdvanced = 16;

    /// <summary>
    /// A verdict was made. Those who paid are told at once, so that payment and agreement are on disk together or not at
    /// all; the others in steps.
    /// </summary>
    public void TellSubscribers(Computation computation)
    {
        if (computation.State == ComputationState.Agreed)
        {
            // Payers stand among the first: each is the first that asked for so many replicas.
            var slice = computation.FirstSubscriber;
            for (var left = computation.SubscriberCount; left > 0 && slice is not null; left--)
            {
                var next = slice.NextSubscriber;
                if (slice.Paid) Agree(slice, computation);
                slice = next;
            }
        }
        if (computation.FirstSubscriber is not null) state.Work.Enqueue(new WorkItem(WorkKind.Subscribers, computation));
    }

    /// <summary>Tells up to so many subscribers; returns how many there were.</summary>
    public int TellMore(Computation computation, int most)
    {
        var told = 0;
        for (; told < most && computation.FirstSubscriber is { } slice; told++)
        {
            if (computation.State == ComputationState.Agreed && slice.Task.IsLive)
            {
                Agree(slice, computation);
                continue;
            }
            computation.Unsubscribe(slice);
            slice.Move(SliceState.Dropped);
            ending.End(slice.Task, TaskState.Failed, computation.Failure.Code, computation.Failure.Message);
        }
        return told;
    }

    /// <summary>A slice's output is known: by verdict, or from the cache.</summary>
    public void Agree(Slice slice, ResultRow result)
    {
        var task = slice.Task;
        slice.Move(SliceState.Agreed);
        slice.ResultId = result.Id;
        slice.Result = result;
        state.Hot.Add(slice, result.Data?.Length ?? 0);
        state.Effects.Rows.SlicesAgreed.Add(new SliceAgreedRow { Task = task.Number, Index = slice.Index, Result = result.Id });
        task.RunningFraction -= slice.Fraction;
        task.Agreed++;
        task.Units += result.Units;
        task.ComputeMs += result.ComputeMs;
        if (!slice.Paid)
        {
            task.Cached++;
            state.Statistics.CacheHits++;
            state.Report(GridEventKind.CacheHit, task, slice.Index);
        }
        state.Touch(task);
        if (slice.Dependents is not null) state.Work.Enqueue(new WorkItem(WorkKind.Dependents, slice));
        if (task.State == TaskState.Running && task.Agreed == task.Slices.Length) ending.End(task, TaskState.Done);
        else Tell(task);
    }

    /// <summary>A peer says how far an attempt is, and may pass on what a language model says meanwhile.</summary>
    public void Advance(Attempt attempt, AttemptProgress report)
    {
        if (!(report.Fraction > attempt.Fraction) || attempt.Computation.IsOver) return;
        attempt.Fraction = Math.Min(report.Fraction, 1);
        var said = attempt.Computation.Kernel.IsReproducible ? null : report.Said;
        var slice = attempt.Computation.FirstSubscriber;
        for (var i = 0; i < MaxAdvanced && slice is not null; i++, slice = slice.NextSubscriber)
        {
            if (slice.Fraction >= attempt.Fraction) continue;
            slice.Task.RunningFraction += attempt.Fraction - slice.Fraction;
            slice.Fraction = attempt.Fraction;
            Tell(slice.Task, said is null ? null : slice.Index, said);
        }
    }

    private void Agree(Slice slice, Computation computation)
    {
        computation.Unsubscribe(slice);
        Agree(slice, computation.Result!);
    }

    private void Tell(GridTask task, int? slice = null, string? said = null)
    {
        if (task.Interested.Count == 0 || state.Now - task.LastProgressAt < ProgressInterval) return;
        task.LastProgressAt = state.Now;
        var fraction = Math.Clamp((task.Agreed + task.RunningFraction) / task.Slices.Length, 0, 1);
        var message = new Progress { Task = task.Id, Agreed = task.Agreed, SliceCount = task.Slices.Length, Fraction = fraction, Slice = slice, Said = said };
        foreach (var session in task.Interested) state.Effects.Requests.Add(new Outgoing(session, message));
    }
}
