namespace P2C2R.Grid;

/// <summary>
/// Goes on with what may touch many slices: after every command up to <see cref="MostSlices"/> of them, so that a task of
/// 65,536 slices holds nobody else up. Things take turns.
/// </summary>
internal sealed class Steps(GridState state, Recall recall, TaskProgress progress)
{
    /// <summary>Slices touched after one command.</summary>
    public const int MostSlices = 256;

    /// <summary>Goes on.</summary>
    public void Run()
    {
        var left = MostSlices;
        while (left > 0 && state.Work.TryDequeue(out var item)) left -= Step(item, left);
    }

    private int Step(WorkItem item, int most) => item.Kind switch
    {
        WorkKind.Resume => Resume(item, (GridTask)item.Target, most),
        WorkKind.Dependents => Free(item, (Slice)item.Target, most),
        WorkKind.Subscribers => Tell(item, (Computation)item.Target, most),
        _ => Retire(item, (GridTask)item.Target, most),
    };

    private int Resume(WorkItem item, GridTask task, int most)
    {
        var end = Math.Min(item.Position + most, task.SlicesReceived);
        for (var i = item.Position; i < end; i++) recall.Consider(task.Slices[i]);
        if (end < task.SlicesReceived && task.IsLive) state.Work.Enqueue(item with { Position = end });
        return Math.Max(1, end - item.Position);
    }

    private int Free(WorkItem item, Slice slice, int most)
    {
        var dependents = slice.Dependents!;
        var end = Math.Min(item.Position + most, dependents.Count);
        for (var i = item.Position; i < end; i++)
        {
            dependents[i].Missing--;
            recall.Consider(dependents[i]);
        }
        if (end < dependents.Count && slice.Task.IsLive) state.Work.Enqueue(item with { Position = end });
        return Math.Max(1, end - item.Position);
    }

    private int Tell(WorkItem item, Computation computation, int most)
    {
        var told = progress.TellMore(computation, most);
        if (computation.FirstSubscriber is not null) state.Work.Enqueue(item);
        return Math.Max(1, told);
    }

    private int Retire(WorkItem item, GridTask task, int most)
    {
        var end = Math.Min(item.Position + most, task.SlicesReceived);
        for (var i = item.Position; i < end; i++) recall.Drop(task.Slices[i]);
        if (end < task.SlicesReceived) state.Work.Enqueue(item with { Position = end });
        return Math.Max(1, end - item.Position);
    }
}
