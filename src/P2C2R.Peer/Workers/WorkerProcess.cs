using System.Diagnostics;
using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>
/// One worker process as the agent sees it: what it has in flight, in the order of its answers, and its pipes. A thread of its
/// own reads its answers. What isn't said to be otherwise is under the pool's lock.
/// </summary>
internal sealed class WorkerProcess
{
    /// <summary>Bytes of frames in flight where there are several: less than a pipe holds, so that the agent never waits in a write while the worker waits in one too.</summary>
    private const int MaxBytesInFlight = 32 << 10;

    private const int MaxItemsInFlight = 512;

    private readonly WorkerPool _pool;
    private readonly Queue<InFlight> _inFlight = new();
    private readonly ErrorTail _errors = new();
    private readonly Lock _writing = new();
    private FrameWriter _outgoing = new();
    private FrameWriter _spare = new();
    private Process? _process;
    private int _bytesInFlight;

    public WorkerProcess(WorkerPool pool) => _pool = pool;

    /// <summary>It has said that it is ready.</summary>
    public bool IsReady { get; private set; }

    /// <summary>It was told to end, or has ended.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Nanoseconds of work that it is expected to have.</summary>
    public long LoadNs { get; private set; }

    /// <summary>Since when its oldest item is the one that it executes; <see cref="Environment.TickCount64"/>.</summary>
    public long HeadSince { get; private set; }

    /// <summary>Why it was killed, where it was; null where it died by itself.</summary>
    public WorkOutcome? KilledFor { get; private set; }

    /// <summary>What it was executing when it was killed.</summary>
    public long KilledSequence { get; private set; }

    /// <summary>Items in flight.</summary>
    public int Count => _inFlight.Count;

    /// <summary>The item that it executes, or null.</summary>
    public InFlight? Head => _inFlight.TryPeek(out var head) ? head : null;

    /// <summary>The process, once started.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>What it wrote to its standard error.</summary>
    public string Errors => _errors.ToString();

    /// <summary>Starts the process and the thread that reads its answers. Not under the lock: takes milliseconds.</summary>
    public void Start(ProcessStartInfo start)
    {
        var process = new Process { StartInfo = start };
        process.ErrorDataReceived += _errors.Add;
        process.Start();
        process.BeginErrorReadLine();
        ProcessId = process.Id;
        Volatile.Write(ref _process, process);
        new Thread(ReadAnswers) { IsBackground = true, Name = $"worker {process.Id}" }.Start();
    }

    /// <summary>Whether it may get another item, if that keeps it within a time.</summary>
    public bool CanTake(long expectedNs, int bytes, bool solo, long horizonNs)
    {
        if (!IsReady || IsEnding) return false;
        if (_inFlight.Count == 0) return true;
        return !solo && !_inFlight.Peek().Item.Solo && _inFlight.Count < MaxItemsInFlight
            && _bytesInFlight + bytes <= MaxBytesInFlight && LoadNs + expectedNs <= horizonNs;
    }

    /// <summary>Puts an item's frame into the buffer; <see cref="Flush"/> sends it.</summary>
    public void Assign(WorkItem item, long expectedNs, int threads)
    {
        var before = _outgoing.Length;
        WorkerRequest.Write(_outgoing, item, threads);
        var bytes = _outgoing.Length - before;
        if (_inFlight.Count == 0) HeadSince = Environment.TickCount64;
        _inFlight.Enqueue(new InFlight(item.Sequence, item, expectedNs, bytes));
        _bytesInFlight += bytes;
        LoadNs += expectedNs;
    }

    /// <summary>Puts a cancellation into the buffer.</summary>
    public void Cancel(long sequence)
    {
        _outgoing.Begin(FrameType.Cancel);
        _outgoing.I64(sequence);
        _outgoing.End();
    }

    /// <summary>All items but the one that it executes, taken from it to be computed elsewhere.</summary>
    public List<WorkItem> Recall()
    {
        var recalled = new List<WorkItem>();
        foreach (var other in _inFlight.Skip(1).Where(i => i.Current))
        {
            Cancel(other.Sequence);
            recalled.Add(other.Item);
        }

        return recalled;
    }

    /// <summary>Everything that it had when it ended.</summary>
    public List<InFlight> TakeAll()
    {
        var all = _inFlight.Where(i => i.Current).ToList();
        _inFlight.Clear();
        IsEnding = true;
        return all;
    }

    /// <summary>Ends the process at once.</summary>
    /// <param name="reason">What becomes of the item that it executes.</param>
    public void Kill(WorkOutcome reason)
    {
        if (IsEnding) return;
        IsEnding = true;
        KilledFor = reason;
        KilledSequence = Head?.Sequence ?? 0;
        KillProcess();
    }

    /// <summary>Sends what is in the buffer. Not under the pool's lock.</summary>
    public void Flush()
    {
        if (Volatile.Read(ref _process) is not { } process) return;
        lock (_writing)
        {
            FrameWriter batch;
            lock (_pool.Gate)
            {
                if (_outgoing.Length == 0) return;
                batch = _outgoing;
                (_outgoing, _spare) = (_spare, _outgoing);
            }

            try
            {
                var stream = process.StandardInput.BaseStream;
                stream.Write(batch.Written);
                stream.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // It died; the thread that reads its answers sees that too.
            }

            batch.Clear();
        }
    }

    /// <summary>Lets it end by closing its input; kills it where that takes longer than half a second. Not under the lock.</summary>
    public void Stop()
    {
        if (Volatile.Read(ref _process) is not { } process) return;
        try
        {
            process.StandardInput.BaseStream.Dispose();
            if (!process.WaitForExit(500)) process.Kill();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone already.
        }
    }

    /// <summary>Takes one frame; returns the item that it answers and its outcome, or null where nobody waits.</summary>
    public (WorkItem Item, WorkOutcome Outcome)? Handle(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame);
        switch (reader.Type())
        {
            case FrameType.Ready when !IsReady:
                IsReady = true;
                return null;
            case FrameType.Progress:
                var sequence = reader.I64();
                var fraction = reader.F64();
                if (Head is { } head && head.Sequence == sequence && fraction is >= 0 and <= 1) head.Item.Progress = fraction;
                return null;
            case FrameType.Done:
                return Answer(reader.I64(), ReadDone(ref reader));
            case FrameType.Failed:
                return Answer(reader.I64(), WorkOutcome.Failed((ErrorCode)reader.I32(), reader.Text()));
            default:
                throw new InvalidDataException("an unexpected frame");
        }
    }

    private static WorkOutcome ReadDone(ref FrameReader reader) => new()
    {
        Hash = reader.Hash(),
        Length = reader.I64(),
        Units = reader.I64(),
        Nanoseconds = reader.I64(),
        Path = reader.Text(),
        Output = reader.Bytes().ToArray(),
    };

    private (WorkItem Item, WorkOutcome Outcome)? Answer(long sequence, WorkOutcome outcome)
    {
        if (!_inFlight.TryPeek(out var answered) || answered.Sequence != sequence) throw new InvalidDataException("an answer out of order");
        _inFlight.Dequeue();
        _bytesInFlight -= answered.Bytes;
        LoadNs -= answered.ExpectedNs;
        HeadSince = Environment.TickCount64;
        if (answered.Current) return (answered.Item, outcome);
        if (outcome.Path.Length > 0) File.Delete(outcome.Path);
        return null;
    }

    private void ReadAnswers()
    {
        var process = _process!;
        var pipe = new FramePipe(process.StandardOutput.BaseStream);
        try
        {
            while (pipe.Fill()) _pool.TakeAnswers(this, pipe);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended.
        }
        catch (InvalidDataException e)
        {
            lock (_pool.Gate) Kill(WorkOutcome.Failed(ErrorCode.WorkerCrashed, $"the worker sent garbage: {e.Message}"));
        }

        KillProcess();
        // Also waits for the rest of its standard error.
        process.WaitForExit(2000);
        _pool.TakeEnd(this);
        process.Dispose();
    }

    private void KillProcess()
    {
        try
        {
            _process?.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone already.
        }
    }
}
