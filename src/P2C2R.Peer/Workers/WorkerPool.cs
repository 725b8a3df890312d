using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>
/// Gives items to worker processes: started when needed, kept warm, replaced when they die. Items that are expected to take
/// microseconds are sent several at a time; an item of milliseconds gets a process to itself. Safe for threads.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    /// <summary>Up to this load the same worker gets the next short item too, so that they share system calls.</summary>
    private const long TogetherNs = 500_000;

    /// <summary>No worker gets several items that are expected to take longer than this.</summary>
    private const long HorizonNs = 3_000_000;

    /// <summary>A queue of this length is worth another process.</summary>
    private const long WorthAProcessNs = 5_000_000;

    private const int OverdueMs = 20;
    private const int TickMs = 20;
    private const int MemoryCheckTicks = 12;
    private const int MaxFailedStarts = 3;

    private readonly WorkerPoolOptions _options;
    private readonly WorkQueue _queue = new();
    private readonly List<WorkerProcess> _workers = [];
    private readonly SpeedBook _speeds = new();
    private readonly Timer _timer;
    private readonly Action _batchDone;
    private long _lastSequence;
    private int _failedStarts;
    private int _ticks;
    private bool _disposed;

    /// <summary>An empty pool.</summary>
    /// <param name="options">Its limits.</param>
    /// <param name="batchDone">Called after some items were completed: the moment to send what was queued meanwhile.</param>
    public WorkerPool(WorkerPoolOptions options, Action batchDone)
    {
        _options = options;
        _batchDone = batchDone;
        _timer = new Timer(_ => Tick(), null, TickMs, TickMs);
    }

    /// <summary>Guards everything in here.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Processes that run, for tests and people.</summary>
    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (Gate) return [.. _workers.Where(w => w.IsReady).Select(w => w.ProcessId!.Value)];
        }
    }

    /// <summary>Queues an item; <see cref="Dispatch"/> starts it.</summary>
    public void Submit(WorkItem item)
    {
        lock (Gate) _queue.Add(item);
    }

    /// <summary>Gives out what can be given out.</summary>
    public void Dispatch()
    {
        var touched = new TouchedWorkers();
        lock (Gate)
        {
            while (!_disposed && _queue.Peek() is { } item)
            {
                if (Choose(item, out var expectedNs) is not { } worker) break;
                _queue.Take();
                item.Phase = WorkPhase.Assigned;
                item.Worker = worker;
                item.Sequence = ++_lastSequence;
                worker.Assign(item, expectedNs, _options.Threads);
                touched.Add(worker);
            }
        }

        touched.Flush();
    }

    /// <summary>Nobody waits for this item any more; its <see cref="WorkItem.Completed"/> won't be called.</summary>
    public void Cancel(WorkItem item)
    {
        WorkerProcess? worker = null;
        lock (Gate)
        {
            if (item.Phase == WorkPhase.Assigned)
            {
                worker = item.Worker!;
                worker.Cancel(item.Sequence);
                item.KillAt = Environment.TickCount64 + (long)_options.CancelGrace.TotalMilliseconds;
            }

            item.Phase = WorkPhase.Over;
        }

        worker?.Flush();
    }

    /// <summary>Takes the frames that have come from a worker. From its thread.</summary>
    public void TakeAnswers(WorkerProcess worker, FramePipe pipe)
    {
        var answers = new List<(WorkItem Item, WorkOutcome Outcome)>();
        lock (Gate)
        {
            try
            {
                TakeFrames(worker, pipe, answers);
            }
            catch (InvalidDataException e)
            {
                worker.Kill(WorkOutcome.Failed(ErrorCode.WorkerCrashed, $"the worker sent garbage: {e.Message}"));
            }

            if (worker.IsReady) _failedStarts = 0;
        }

        // The worker first: it shall not wait for the sending of its answers.
        Dispatch();
        Complete(answers);
    }

    /// <summary>A worker has ended. From its thread.</summary>
    public void TakeEnd(WorkerProcess worker)
    {
        var failed = new List<(WorkItem Item, WorkOutcome Outcome)>();
        lock (Gate)
        {
            var killed = worker.KilledFor;
            var alone = worker.Count == 1;
            var left = worker.TakeAll();
            _workers.Remove(worker);
            if (_disposed) return;
            if (!worker.IsReady) _failedStarts++;
            foreach (var item in left)
            {
                // One that died by itself with several items has one culprit, who is found when they run alone.
                var guilty = killed is null ? alone : item.Sequence == worker.KilledSequence;
                if (guilty) failed.Add((item.Item, killed ?? WorkOutcome.Failed(ErrorCode.WorkerCrashed, $"the worker process died: {worker.Errors}")));
                else _queue.Return(item.Item, solo: killed is null);
            }

            foreach (var (item, _) in failed) item.Phase = WorkPhase.Over;
            if (_failedStarts >= MaxFailedStarts) failed.AddRange(GiveUp(worker.Errors));
        }

        Dispatch();
        Complete(failed);
    }

    /// <summary>Ends all workers; nothing is completed any more.</summary>
    public void Dispose()
    {
        List<WorkerProcess> workers;
        lock (Gate)
        {
            if (_disposed) return;
            _disposed = true;
            workers = [.. _workers];
        }

        _timer.Dispose();
        Parallel.ForEach(workers, static w => w.Stop());
    }

    private void TakeFrames(WorkerProcess worker, FramePipe pipe, List<(WorkItem Item, WorkOutcome Outcome)> answers)
    {
        while (pipe.TryTake(out var frame))
        {
            if (worker.Handle(frame) is not { } answer) continue;
            answer.Item.Phase = WorkPhase.Over;
            if (answer.Outcome.Failure == ErrorCode.None) _speeds.Learn(answer.Item, answer.Outcome);
            answers.Add(answer);
        }
    }

    private WorkerProcess? Choose(WorkItem item, out long expectedNs)
    {
        expectedNs = _speeds.Expect(item);
        WorkerProcess? least = null;
        foreach (var worker in _workers)
        {
            if (worker.CanTake(expectedNs, item.FrameBytes, item.Solo, TogetherNs)) return worker;
            if (worker.CanTake(expectedNs, item.FrameBytes, item.Solo, HorizonNs) && (least is null || worker.LoadNs < least.LoadNs)) least = worker;
        }

        if (_workers.Count == 0 || (_workers.Count < _options.Slots && IsWorthAProcess(expectedNs))) StartWorker();
        return least;
    }

    private bool IsWorthAProcess(long expectedNs) =>
        _workers.TrueForAll(static w => w.IsReady) && (double)expectedNs * _queue.Count > WorthAProcessNs;

    private void StartWorker()
    {
        var worker = new WorkerProcess(this);
        _workers.Add(worker);
        ThreadPool.UnsafeQueueUserWorkItem(_ => Start(worker), null);
    }

    private void Start(WorkerProcess worker)
    {
        try
        {
            Directory.CreateDirectory(_options.Spool);
            worker.Start(_options.Launch.ToStartInfo(_options.Spool, _options.MemoryBytes));
            bool late;
            lock (Gate) late = _disposed;
            if (late) worker.Stop();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            List<(WorkItem Item, WorkOutcome Outcome)> failed = [];
            lock (Gate)
            {
                _workers.Remove(worker);
                if (++_failedStarts >= MaxFailedStarts) failed = GiveUp(e.Message);
            }

            Complete(failed);
        }
    }

    private List<(WorkItem Item, WorkOutcome Outcome)> GiveUp(string reason)
    {
        var outcome = WorkOutcome.Failed(ErrorCode.WorkerCrashed, $"no worker process can be started: {reason}");
        _failedStarts = 0;
        return _queue.EndAll().ConvertAll(item => (item, outcome));
    }

    private void Complete(List<(WorkItem Item, WorkOutcome Outcome)> answers)
    {
        foreach (var (item, outcome) in answers) item.Completed(item, outcome);
        _batchDone();
    }

    private void Tick()
    {
        var recalled = new TouchedWorkers();
        lock (Gate)
        {
            if (_disposed) return;
            var now = Environment.TickCount64;
            var checkMemory = _ticks++ % MemoryCheckTicks == 0;
            foreach (var worker in _workers)
            {
                if (checkMemory && worker.IsReady && WorkerMemory.Of(worker.ProcessId!.Value) > _options.MemoryBytes)
                {
                    worker.Kill(WorkOutcome.Failed(ErrorCode.OutOfMemory, $"the worker process used more than its {_options.MemoryBytes >> 20} MiB"));
                }

                if (worker.Head is not { } head || worker.IsEnding) continue;
                CheckHead(worker, head, now);
                if (worker.Count > 1 && now - worker.HeadSince > OverdueMs)
                {
                    // Alone from now on: the present answers may be late because their worker is dying of one of these.
                    foreach (var item in worker.Recall()) _queue.Return(item, solo: true);
                    recalled.Add(worker);
                }
            }
        }

        recalled.Flush();
        // Also for a worker that couldn't be started at once.
        Dispatch();
    }

    private void CheckHead(WorkerProcess worker, InFlight head, long now)
    {
        var cancelled = head.Item.Phase == WorkPhase.Over && head.Item.Sequence == head.Sequence;
        if (cancelled && now >= head.Item.KillAt)
        {
            worker.Kill(WorkOutcome.Failed(ErrorCode.Cancelled, "cancelled"));
        }
        else if (now - worker.HeadSince > _options.TimeLimit.TotalMilliseconds)
        {
            worker.Kill(WorkOutcome.Failed(ErrorCode.TimedOut, $"no output after {_options.TimeLimit.TotalSeconds:0.###} s"));
        }
    }
}
