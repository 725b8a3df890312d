namespace P2C2R.Grid;

/// <summary>What one account has waiting for one kernel. Entries that were superseded stay until they come first or are too many.</summary>
internal sealed class AccountQueue(GamerAccount gamer, Kernel kernel)
{
    private readonly PriorityQueue<(Computation Computation, int Stamp), ReadyOrder> _entries = new();

    public GamerAccount Gamer { get; } = gamer;

    public Kernel Kernel { get; } = kernel;

    /// <summary>Computations that wait here, parked ones excluded.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it is in <see cref="Kernel.Ready"/>.</summary>
    public bool IsListed { get; set; }

    public void Add(Computation computation)
    {
        computation.QueueStamp++;
        _entries.Enqueue((computation, computation.QueueStamp), new ReadyOrder(computation.Urgent, computation.Priority, computation.Deadline, computation.Sequence));
        Count++;
    }

    /// <summary>Takes out a computation that is not first.</summary>
    public void Remove(Computation computation)
    {
        computation.QueueStamp++;
        Count--;
        if (_entries.Count > (2 * Count) + 64) Compact();
    }

    /// <summary>Takes out the first, or returns null.</summary>
    public Computation? Take()
    {
        while (_entries.TryDequeue(out var entry, out _))
        {
            if (!IsCurrent(entry)) continue;
            Count--;
            return entry.Computation;
        }
        return null;
    }

    /// <summary>The waiting computations, for the audit.</summary>
    public IEnumerable<Computation> Waiting()
    {
        foreach (var (entry, _) in _entries.UnorderedItems)
        {
            if (IsCurrent(entry)) yield return entry.Computation;
        }
    }

    private bool IsCurrent((Computation Computation, int Stamp) entry) => entry.Computation.QueueStamp == entry.Stamp && entry.Computation.Queue == this;

    private void Compact()
    {
        var kept = new List<((Computation, int), ReadyOrder)>(Count);
        foreach (var (entry, order) in _entries.UnorderedItems)
        {
            if (IsCurrent(entry)) kept.Add((entry, order));
        }
        _entries.Clear();
        _entries.EnqueueRange(kept);
    }
}
