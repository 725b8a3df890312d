using System.Diagnostics;
using P2C2R.Coordinator.Connections;
using P2C2R.Coordinator.Sqlite;
using P2C2R.Coordinator.Status;
using P2C2R.Coordinator.Storage;
using P2C2R.Grid;

namespace P2C2R.Coordinator.Loop;

/// <summary>
/// The one thread that owns the state: drains what has come, applies it (requests leave at once), commits, sends the
/// promises. A commit that fails ends the epoch: every connection is dropped and the state is built again from storage.
/// </summary>
internal sealed class GridThread : IDisposable
{
    private const int MaxFailures = 3;
    private static readonly TimeSpan RebuildPause = TimeSpan.FromSeconds(1);
    private readonly GridOptions _grid;
    private readonly LoopOptions _options;
    private readonly GridStorage _storage;
    private readonly Switchboard _switchboard;
    private readonly CommandInbox _inbox;
    private readonly LoopMeter _meter;
    private readonly Checkpointer? _checkpointer;
    private readonly GridLog _log;
    private readonly Thread _thread;
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Command> _commands = [];
    private List<StagedWrite> _writes = [];
    private readonly List<StagedWrite> _uncommitted = [];
    private readonly List<Command> _batch = [];
    private GridCore? _core;
    private volatile bool _stopping;
    private long _lastNow;
    private long _lastTick;
    private int _failures;
    private int _answers;

    public GridThread(GridOptions grid, LoopOptions options, GridStorage storage, Switchboard switchboard, CommandInbox inbox, LoopMeter meter, Checkpointer? checkpointer, GridLog log)
    {
        _grid = grid;
        _options = options;
        _storage = storage;
        _switchboard = switchboard;
        _inbox = inbox;
        _meter = meter;
        _checkpointer = checkpointer;
        _log = log;
        _thread = new Thread(Run) { Name = "grid", IsBackground = true };
    }

    /// <summary>Completes when the thread has ended: true where it was asked to, false where storage gave up.</summary>
    public Task<bool> Ended => _ended.Task;

    /// <summary>Whether it runs.</summary>
    public bool Started { get; private set; }

    /// <summary>Builds the state from storage and starts the thread.</summary>
    public void Start()
    {
        var loop = Build();
        Started = true;
        _thread.Start(loop);
    }

    /// <summary>Lets the loop apply and commit what waits, then end.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        _inbox.Interrupt();
        return _ended.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping = true;

    private GridLoop Build()
    {
        var started = Stopwatch.GetTimestamp();
        var snapshot = _storage.Load();
        _core = new GridCore(_grid, snapshot, _storage);
        _switchboard.BeginEpoch(snapshot);
        _meter.BeginEpoch(snapshot);
        _log.EpochBegins(snapshot, Stopwatch.GetElapsedTime(started));
        return new GridLoop(_core, _storage, _switchboard);
    }

    private void Run(object? first)
    {
        var loop = (GridLoop)first!;
        try
        {
            while (true)
            {
                if (RunEpoch(loop))
                {
                    _ended.TrySetResult(true);
                    return;
                }

                FailUncommitted();
                _switchboard.DropAll("the coordinator starts again from its storage");
                if (++_failures >= MaxFailures || Rebuild() is not { } rebuilt) break;
                loop = rebuilt;
            }
        }
        catch (Exception e)
        {
            _log.Error($"the grid's thread ended: {e}");
        }

        FailUncommitted();
        _switchboard.DropAll("the coordinator has stopped");
        _ended.TrySetResult(false);
    }

    /// <summary>Builds the state again, with some patience: what made the commit fail may still be there. Null where it stays.</summary>
    private GridLoop? Rebuild()
    {
        for (var tries = 1; tries <= MaxFailures && !_stopping; tries++)
        {
            try
            {
                return Build();
            }
            catch (SqliteException e)
            {
                _log.Error($"the state can't be built from storage: {e.Message}");
                Thread.Sleep(RebuildPause);
            }
        }

        return null;
    }

    /// <summary>True when asked to stop, false when a commit failed or the core threw.</summary>
    private bool RunEpoch(GridLoop loop)
    {
        var awake = TimeSpan.Zero;
        try
        {
            while (!_stopping)
            {
                if (!loop.HasWork) _inbox.Wait(UntilTick(), awake);
                awake = TimeSpan.Zero;
                Apply(loop);
                _inbox.TakeQuestion()?.TrySetResult(_core!.Statistics());
                if (!(loop.HasUncommitted || _uncommitted.Count > 0)) continue;
                Linger(loop);
                if (!Commit(loop)) return false;
                awake = _options.Awake;
            }

            Apply(loop);
            return Commit(loop);
        }
        catch (Exception e)
        {
            _log.Error($"the state core stopped: {e}");
            return false;
        }
    }

    private TimeSpan UntilTick()
    {
        var period = _switchboard.LiveTasks > 0 || _switchboard.HasUnhurried ? _options.BusyTick : _options.IdleTick;
        var left = period - Stopwatch.GetElapsedTime(_lastTick);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Apply(GridLoop loop)
    {
        _commands.Clear();
        _writes.Clear();
        _inbox.Take(ref _commands, ref _writes);
        foreach (var write in _writes)
        {
            _storage.Stage(write.Write);
            _uncommitted.Add(write);
        }

        foreach (var command in _commands)
        {
            if (command is ReceiveOutput or ReceiveFailure) _answers++;
        }

        if (UntilTick() == TimeSpan.Zero)
        {
            _switchboard.SendUnhurried();
            _commands.Add(new Tick());
            _lastTick = Stopwatch.GetTimestamp();
        }

        if (_commands.Count == 0 && !loop.HasWork) return;
        var started = Stopwatch.GetTimestamp();
        if (_commands.Count <= _options.MaxBatch) loop.Apply(_commands, Now());
        else ApplyInParts(loop);
        _meter.Applied(_commands.Count, Stopwatch.GetElapsedTime(started));
    }

    private void ApplyInParts(GridLoop loop)
    {
        for (var i = 0; i < _commands.Count; i += _options.MaxBatch)
        {
            _batch.Clear();
            for (var j = i; j < Math.Min(_commands.Count, i + _options.MaxBatch); j++) _batch.Add(_commands[j]);
            loop.Apply(_batch, Now());
        }
    }

    /// <summary>Waits a moment for the answers to the leases that have just left, where few are out.</summary>
    private void Linger(GridLoop loop)
    {
        var started = Stopwatch.GetTimestamp();
        var most = _meter.CommitTime < _options.Linger ? _meter.CommitTime : _options.Linger;
        while (!_stopping)
        {
            var awaited = _switchboard.LeasesSent - _answers;
            if (awaited <= 0 || awaited > _options.LingerLeases) return;
            if (Stopwatch.GetElapsedTime(started) >= most) return;
            // Not asleep: being woken would take longer than the answers do, and whoever makes them gets the processor first.
            if (_inbox.Count > 0) Apply(loop);
            else Thread.Yield();
        }
    }

    private bool Commit(GridLoop loop)
    {
        var started = Stopwatch.GetTimestamp();
        var staged = _storage.HasStaged;
        var good = loop.Commit();
        // Where the core had no rows, what was staged is still to be written.
        if (good && staged && _storage.HasStaged) good = _storage.Commit(new RowBatch()) == CommitOutcome.Committed;
        if (!good)
        {
            _log.Error($"a commit failed: {_storage.LastFailure?.Message ?? "unknown reason"}");
            return false;
        }

        _failures = 0;
        _meter.Committed(Stopwatch.GetElapsedTime(started));
        foreach (var write in _uncommitted) write.Done.TrySetResult(true);
        _uncommitted.Clear();
        _answers = 0;
        _switchboard.Committed();
        _checkpointer?.AfterCommit(_storage);
        return true;
    }

    private void FailUncommitted()
    {
        _commands.Clear();
        _writes.Clear();
        _inbox.Take(ref _commands, ref _writes);
        foreach (var write in _uncommitted.Concat(_writes)) write.Done.TrySetResult(false);
        _uncommitted.Clear();
    }

    /// <summary>Unix microseconds that never go back, whatever is done to the clock.</summary>
    private long Now()
    {
        var now = (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return _lastNow = Math.Max(_lastNow, now);
    }
}
