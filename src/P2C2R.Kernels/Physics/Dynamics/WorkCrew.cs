namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// Threads that share ranges of independent work. Which thread does what changes nothing but the time. A thread looks for work a short
/// while, then sleeps until there is some.
/// </summary>
internal sealed class WorkCrew : IDisposable
{
    private const int Looks = 2000;

    private readonly Thread[] _helpers;
    private readonly object _gate = new();
    private Action<int, int> _work = static (_, _) => { };
    private int _grain;
    private int _next;
    private int _end;
    private int _generation;
    private int _working;
    private int _sleeping;
    private bool _ends;
    private Exception? _failure;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">With the caller's, 1 or more.</param>
    public WorkCrew(int threads)
    {
        _helpers = new Thread[Math.Max(0, threads - 1)];
        for (var i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true, Name = $"physics {i + 1}" };
            _helpers[i].Start();
        }
    }

    /// <summary>Works through 0 to a count.</summary>
    public void Run(int count, int grain, Action<int, int> work) => Run(0, count, grain, work);

    /// <summary>Works through a range, and returns when all of it is done.</summary>
    /// <param name="from">First item.</param>
    /// <param name="to">After the last.</param>
    /// <param name="grain">Items worth handing out together.</param>
    /// <param name="work">Takes parts of the range; from several threads at once.</param>
    public void Run(int from, int to, int grain, Action<int, int> work)
    {
        if (_helpers.Length == 0 || to - from <= 2 * grain)
        {
            if (to > from) work(from, to);
            return;
        }

        // Few big parts first: about four for each thread.
        (_work, _grain, _end) = (work, Math.Max(grain, (to - from) / (4 * (_helpers.Length + 1))), to);
        Volatile.Write(ref _next, from);
        Volatile.Write(ref _working, _helpers.Length);
        Interlocked.Increment(ref _generation);
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (_gate) Monitor.PulseAll(_gate);
        }

        Take();
        var looks = 0;
        while (Volatile.Read(ref _working) > 0)
        {
            // The others are at their last parts, unless their cores are taken away: then those are given time.
            if (++looks < Looks) Thread.SpinWait(4);
            else Thread.Yield();
        }

        if (_failure is { } failure) throw new InvalidOperationException("a physics thread failed", failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _ends = true;
            Interlocked.Increment(ref _generation);
            Monitor.PulseAll(_gate);
        }

        foreach (var helper in _helpers) helper.Join();
    }

    private void Take()
    {
        while (true)
        {
            var from = Interlocked.Add(ref _next, _grain) - _grain;
            if (from >= _end) return;
            _work(from, Math.Min(from + _grain, _end));
        }
    }

    private void Help()
    {
        var seen = 0;
        while (Wait(ref seen))
        {
            try
            {
                Take();
            }
            catch (Exception e)
            {
                _failure = e;
            }

            Interlocked.Decrement(ref _working);
        }
    }

    /// <summary>Until there is something new; false at the end.</summary>
    private bool Wait(ref int seen)
    {
        for (var i = 0; i < Looks && Volatile.Read(ref _generation) == seen; i++) Thread.SpinWait(8);
        if (Volatile.Read(ref _generation) == seen) Sleep(seen);
        seen = Volatile.Read(ref _generation);
        return !Volatile.Read(ref _ends);
    }

    private void Sleep(int seen)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _generation) == seen) Monitor.Wait(_gate);
            Interlocked.Decrement(ref _sleeping);
        }
    }
}
