namespace P2C2R.Tests.Simulation;

/// <summary>What is to happen, in order of simulated time; of equal times what was scheduled first comes first.</summary>
public sealed class EventQueue(long start)
{
    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private long _order;

    /// <summary>Unix microseconds, simulated.</summary>
    public long Now { get; private set; } = start;

    public long Steps { get; private set; }

    public bool IsEmpty => _queue.Count == 0;

    public long? NextAt => _queue.TryPeek(out _, out var key) ? key.At : null;

    public void After(long delay, Action action) => _queue.Enqueue(action, (Now + Math.Max(0, delay), ++_order));

    /// <summary>Does what comes next.</summary>
    public void Step()
    {
        if (!_queue.TryDequeue(out var action, out var key)) return;
        Now = key.At;
        Steps++;
        action();
    }

    public void AdvanceTo(long time) => Now = Math.Max(Now, time);
}
