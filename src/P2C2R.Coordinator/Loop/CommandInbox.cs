using System.Diagnostics;
using P2C2R.Grid;

namespace P2C2R.Coordinator.Loop;

/// <summary>What waits for the loop. Filled by any thread, emptied by the loop's.</summary>
internal sealed class CommandInbox : IDisposable
{
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _arrived = new(false);
    private List<Command> _commands = [];
    private List<StagedWrite> _writes = [];
    private volatile bool _sleeping;
    private volatile bool _closed;
    private int _count;
    private TaskCompletionSource<GridStatistics>? _asked;

    /// <summary>Commands and writes that wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds commands.</summary>
    public void Add(List<Command> commands)
    {
        lock (_lock)
        {
            if (_closed) return;
            _commands.AddRange(commands);
            _count += commands.Count;
        }

        Wake();
    }

    /// <summary>Adds a command.</summary>
    public void Add(Command command)
    {
        lock (_lock)
        {
            if (_closed) return;
            _commands.Add(command);
            _count++;
        }

        Wake();
    }

    /// <summary>Adds rows to the next commit.</summary>
    /// <returns>Whether they are durable.</returns>
    public Task<bool> WriteAsync(Action<Storage.ShellRows> write)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_closed) return Task.FromResult(false);
            _writes.Add(new StagedWrite(write, done));
            _count++;
        }

        Wake();
        return done.Task;
    }

    /// <summary>Figures from the core, as soon as the loop comes by.</summary>
    public Task<GridStatistics> AskStatisticsAsync()
    {
        TaskCompletionSource<GridStatistics> asked;
        lock (_lock)
        {
            if (_closed) return Task.FromCanceled<GridStatistics>(new CancellationToken(true));
            asked = _asked ??= new TaskCompletionSource<GridStatistics>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Interrupt();
        return asked.Task;
    }

    /// <summary>Whoever waits for figures, or null.</summary>
    public TaskCompletionSource<GridStatistics>? TakeQuestion()
    {
        if (_asked is null) return null;
        lock (_lock)
        {
            var asked = _asked;
            _asked = null;
            return asked;
        }
    }

    /// <summary>Moves everything that waits into the lists, which must be empty.</summary>
    public void Take(ref List<Command> commands, ref List<StagedWrite> writes)
    {
        lock (_lock)
        {
            (commands, _commands) = (_commands, commands);
            (writes, _writes) = (_writes, writes);
            _count = 0;
        }
    }

    /// <summary>Waits until something comes or the time, rounded up to milliseconds, is over.</summary>
    /// <param name="most">How long.</param>
    /// <param name="awake">How much of it without sleeping.</param>
    public void Wait(TimeSpan most, TimeSpan awake)
    {
        if (Count > 0 || most <= TimeSpan.Zero) return;
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < awake)
        {
            if (Count > 0) return;
            Thread.Yield();
        }

        _sleeping = true;
        Interlocked.MemoryBarrier();
        if (Count == 0) _arrived.WaitOne((int)Math.Ceiling(most.TotalMilliseconds));
        _sleeping = false;
    }

    /// <summary>Wakes the loop, for a reason of its own.</summary>
    public void Interrupt() => _arrived.Set();

    /// <summary>Refuses what comes from now on.</summary>
    public void Close()
    {
        lock (_lock) _closed = true;
        foreach (var write in _writes) write.Done.TrySetResult(false);
        TakeQuestion()?.TrySetCanceled();
        Interrupt();
    }

    /// <inheritdoc/>
    public void Dispose() => _arrived.Dispose();

    private void Wake()
    {
        Interlocked.MemoryBarrier();
        if (_sleeping) _arrived.Set();
    }
}
