namespace P2C2R.Peer.Workers;

/// <summary>Items that wait for a worker, those that came back from one first. Guarded by <see cref="WorkerPool.Gate"/>.</summary>
internal sealed class WorkQueue
{
    private readonly Queue<WorkItem> _new = new();
    private readonly Queue<WorkItem> _returned = new();

    /// <summary>How many wait, cancelled ones that were not passed yet included.</summary>
    public int Count => _new.Count + _returned.Count;

    /// <summary>Adds a new item.</summary>
    public void Add(WorkItem item)
    {
        item.Phase = WorkPhase.Ready;
        _new.Enqueue(item);
    }

    /// <summary>Takes an item back that its worker didn't complete.</summary>
    /// <param name="item">The item.</param>
    /// <param name="solo">Whether it gets a worker to itself from now on.</param>
    public void Return(WorkItem item, bool solo)
    {
        item.Phase = WorkPhase.Ready;
        item.Worker = null;
        item.Solo |= solo;
        _returned.Enqueue(item);
    }

    /// <summary>The next item, which stays; null for none.</summary>
    public WorkItem? Peek()
    {
        foreach (var queue in (ReadOnlySpan<Queue<WorkItem>>)[_returned, _new])
        {
            while (queue.TryPeek(out var item))
            {
                if (item.Phase == WorkPhase.Ready) return item;
                queue.Dequeue();
            }
        }

        return null;
    }

    /// <summary>Takes out what <see cref="Peek"/> has just returned.</summary>
    public void Take()
    {
        if (!_returned.TryDequeue(out _)) _new.Dequeue();
    }

    /// <summary>Takes out all that still wait; they are over.</summary>
    public List<WorkItem> EndAll()
    {
        List<WorkItem> all = [.. _returned.Concat(_new).Where(static i => i.Phase == WorkPhase.Ready)];
        foreach (var item in all) item.Phase = WorkPhase.Over;
        _new.Clear();
        _returned.Clear();
        return all;
    }
}
