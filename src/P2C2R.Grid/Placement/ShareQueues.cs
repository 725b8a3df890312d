namespace P2C2R.Grid;

/// <summary>
/// Whose computation is next: start-time fair queueing (Goyal, Vin, Cheng 1996) between accounts, counted in reference
/// seconds. The account with the least virtual time comes first; one that was idle starts at the present virtual time, so
/// that it neither saves up nor is punished. A computation waits in its payer's queue.
/// </summary>
internal sealed class ShareQueues(GridState state)
{
    /// <summary>What a computation counts at least, in reference seconds: a flood of empty ones takes turns too.</summary>
    private const double LeastCost = 1e-6;

    /// <summary>Makes a computation wait where, and only if, it wants an attempt.</summary>
    public void Update(Computation computation)
    {
        if (computation.Wants() is null)
        {
            Remove(computation);
            return;
        }
        var gamer = computation.Payer.Gamer;
        if (computation.Queue is { } queue && queue.Gamer == gamer && !computation.Urgent) return;
        Remove(computation);
        Add(computation, gamer);
    }

    /// <summary>Stops a computation from waiting.</summary>
    public static void Remove(Computation computation)
    {
        if (computation.Queue is not { } queue) return;
        if (computation.Parked) computation.QueueStamp++;
        else queue.Remove(computation);
        Leave(computation);
    }

    /// <summary>Takes the next computation whose kernel a peer has room for, or returns null.</summary>
    public Computation? Next()
    {
        while (true)
        {
            AccountQueue? best = null;
            foreach (var kernel in state.Kernels)
            {
                if (kernel.Room.Count == 0 || First(kernel) is not { } first) continue;
                if (best is null || Precedes(first.Gamer, best.Gamer)) best = first;
            }
            if (best is null) return null;
            if (best.Take() is not { } computation) continue;
            Leave(computation);
            return computation;
        }
    }

    /// <summary>Sets aside a computation that was taken, because no able peer has room.</summary>
    public void Park(Computation computation)
    {
        var queue = Enter(computation, computation.Payer.Gamer);
        computation.Parked = true;
        computation.QueueStamp++;
        queue.Kernel.Parked.Enqueue((computation, computation.QueueStamp));
    }

    /// <summary>Puts computations that were set aside back into their queues.</summary>
    /// <param name="kernel">Of this kernel.</param>
    /// <param name="most">At most so many.</param>
    public static void Unpark(Kernel kernel, int most)
    {
        for (var left = Math.Min(most, kernel.Parked.Count); left > 0; left--)
        {
            var (computation, stamp) = kernel.Parked.Dequeue();
            if (computation.QueueStamp != stamp || computation.Queue is not { } queue) continue;
            computation.Parked = false;
            queue.Add(computation);
            List(queue);
        }
    }

    /// <summary>Counts an attempt in its payer's share.</summary>
    public void Charge(Computation computation)
    {
        var gamer = computation.Payer.Gamer;
        if (gamer.VirtualTime > state.VirtualTime) state.VirtualTime = gamer.VirtualTime;
        gamer.VirtualTime += Math.Max(LeastCost, (double)computation.ExpectedUnits / computation.Kernel.Rate);
    }

    /// <summary>Counts what an attempt really was, once that is known.</summary>
    public static void Correct(Attempt attempt, GamerAccount payer)
    {
        var computation = attempt.Computation;
        payer.VirtualTime += (double)(attempt.Units - computation.ExpectedUnits) / computation.Kernel.Rate;
    }

    private void Add(Computation computation, GamerAccount gamer)
    {
        var queue = Enter(computation, gamer);
        queue.Add(computation);
        List(queue);
    }

    private AccountQueue Enter(Computation computation, GamerAccount gamer)
    {
        if (gamer.Waiting == 0 && gamer.VirtualTime < state.VirtualTime) gamer.VirtualTime = state.VirtualTime;
        gamer.Waiting++;
        ref var queue = ref gamer.Queues[computation.Kernel.Index];
        queue ??= new AccountQueue(gamer, computation.Kernel);
        computation.Queue = queue;
        return queue;
    }

    private static void Leave(Computation computation)
    {
        computation.Queue!.Gamer.Waiting--;
        computation.Queue = null;
        computation.Parked = false;
    }

    private static void List(AccountQueue queue)
    {
        if (queue.IsListed) return;
        queue.IsListed = true;
        queue.Kernel.Ready.Enqueue(queue, (queue.Gamer.VirtualTime, queue.Gamer.Id.Value));
    }

    private static AccountQueue? First(Kernel kernel)
    {
        while (kernel.Ready.TryPeek(out var queue, out var order))
        {
            if (queue.Count == 0)
            {
                kernel.Ready.Dequeue();
                queue.IsListed = false;
            }
            else if (order.VirtualTime == queue.Gamer.VirtualTime)
            {
                return queue;
            }
            else
            {
                kernel.Ready.DequeueEnqueue(queue, (queue.Gamer.VirtualTime, queue.Gamer.Id.Value));
            }
        }
        return null;
    }

    private static bool Precedes(GamerAccount a, GamerAccount b) => a.VirtualTime != b.VirtualTime ? a.VirtualTime < b.VirtualTime : a.Id.CompareTo(b.Id) < 0;
}
