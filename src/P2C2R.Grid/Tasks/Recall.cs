using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Step 4: a slice whose dependencies are agreed gets its key; the same computation in flight or in the cache answers it, or a new one begins.</summary>
internal sealed class Recall(GridState state, ShareQueues shares, Verification verification, Verdicts verdicts, TaskProgress progress)
{
    /// <summary>Looks at a slice; one that still waits for something, or whose task has ended, is left alone.</summary>
    public void Consider(Slice slice)
    {
        if (slice.State != SliceState.Waiting || slice.Missing > 0 || !slice.Task.IsLive) return;
        var key = Key(slice);
        for (var computation = state.Computations.GetValueOrDefault(key); computation is not null; computation = computation.Twin)
        {
            if (!computation.Requirements.SameAs(slice.Task.Requirements)) continue;
            Subscribe(slice, computation);
            return;
        }
        if (state.Options.CacheRetention > 0 && slice.Task.Kernel.IsReproducible && state.FindResult(key) is { } result && IsUsable(result, slice.Task))
        {
            progress.Agree(slice, result);
            return;
        }
        Subscribe(slice, Begin(slice, key));
    }

    /// <summary>Lets go of a slice whose task has ended.</summary>
    public void Drop(Slice slice)
    {
        state.Hot.Remove(slice);
        if (slice.State is SliceState.Agreed or SliceState.Dropped) return;
        slice.Move(SliceState.Dropped);
        if (slice.Computation is not { } computation) return;
        var changed = computation.Unsubscribe(slice);
        if (computation.SubscriberCount == 0) verdicts.Cancel(computation);
        else if (changed) verification.Check(computation);
    }

    private Sha256Hash Key(Slice slice)
    {
        var task = slice.Task;
        var dependencies = slice.DependsOn.Count == 0 ? [] : new Sha256Hash[slice.DependsOn.Count];
        for (var i = 0; i < dependencies.Length; i++) dependencies[i] = state.Output(task.Slices[slice.DependsOn[i]]).OutputHash;
        Sha256Hash[] blobs = slice.Blobs.Count == 0 ? [] : [.. slice.Blobs];
        var key = SliceKey.Compute(task.Kernel.Id, slice.MaxUnits, slice.InputHash, blobs, dependencies);
        return task.Kernel.IsReproducible ? key : SliceKey.ComputeOnce(key, task.Number, slice.Index);
    }

    /// <summary>A result answers those who ask for no more replicas than agreed on it; an unreplicated one only the gamer who paid.</summary>
    private bool IsUsable(ResultRow result, GridTask task) =>
        state.Now - result.AgreedAt < state.Options.CacheRetention
        && result.Replicas >= task.Replicas
        && (result.Replicas >= 2 || result.Payer == task.Gamer.Id);

    private void Subscribe(Slice slice, Computation computation)
    {
        slice.Move(SliceState.Subscribed);
        var (deadline, priority) = (computation.Deadline, computation.Priority);
        var moreReplicas = computation.Subscribe(slice);
        if (state.FailedBefore.TryGetValue(computation.Key, out var failed)) verification.RecallFailures(computation, failed, slice.Task);
        if (computation.IsOver) return;
        if (deadline != computation.Deadline || priority != computation.Priority) ShareQueues.Remove(computation);
        if (moreReplicas) verification.Check(computation);
        else shares.Update(computation);
    }

    private Computation Begin(Slice slice, Sha256Hash key)
    {
        var twin = state.Computations.GetValueOrDefault(key);
        if (twin is not null) twin.HadTwin = true;
        var computation = new Computation(key, slice, ++state.LastSequence)
        {
            MaxPrice = state.Pricing.Price(slice.MaxUnits, slice.Task.Kernel.Rate),
            Twin = twin,
            HadTwin = twin is not null,
            Transfers = BigData(slice),
        };
        state.Computations[key] = computation;
        return computation;
    }

    private List<(Sha256Hash Hash, long Length)>? BigData(Slice slice)
    {
        List<(Sha256Hash, long)>? big = null;
        for (var i = 0; i < slice.Blobs.Count; i++) (big ??= []).Add((slice.Blobs[i], state.BlobLengths(slice)[i]));
        foreach (var index in slice.DependsOn)
        {
            var output = state.Output(slice.Task.Slices[index]);
            if (output.Data is null) (big ??= []).Add((output.OutputHash, output.Length));
        }
        return big;
    }
}
