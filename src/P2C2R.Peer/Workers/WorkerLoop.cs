using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>
/// The inside of a worker process. One thread reads, executes and writes, because for a slice of a few microseconds a
/// change of threads costs more than the slice. A second one, the attendant, wakes only while something is executed: it sends
/// answers that wait behind a slow slice, and takes over the reading so that a cancellation is seen.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as its process.")]
internal sealed class WorkerLoop(Stream input, Stream output, string spool)
{
    private const int AttendMs = 2;
    private const int AttendanceMs = 500;
    private const int FlushBytes = 32 << 10;

    private readonly FramePipe _pipe = new(input);
    private readonly Lock _reading = new();
    private readonly Lock _queueLock = new();
    private readonly Queue<WorkerRequest> _queue = new();
    private readonly HashSet<long> _cancelled = [];
    private readonly WorkerAnswers _answers = new(output);
    private readonly ManualResetEventSlim _attend = new(false, spinCount: 0);
    private CancellationTokenSource _cancellation = new();
    private long _executing;
    private long _executingSince;

    /// <summary>Until the input ends.</summary>
    public int Run()
    {
        new Thread(Attend) { IsBackground = true, Name = "attendant" }.Start();
        _answers.Ready();
        try
        {
            while (true)
            {
                if (TryNext(out var request)) Execute(request!);
                else if (!ReadMore()) return 0;
            }
        }
        catch (IOException)
        {
            // The agent is gone, and with it everybody who could want an answer.
            return 0;
        }
    }

    private bool TryNext(out WorkerRequest? request)
    {
        lock (_queueLock)
        {
            if (!_queue.TryDequeue(out request)) return false;
            _executing = request.Sequence;
            if (_cancelled.Remove(request.Sequence)) _cancellation.Cancel();
            return true;
        }
    }

    private bool ReadMore()
    {
        _answers.Flush();
        lock (_reading)
        {
            // The attendant may have read it meanwhile.
            lock (_queueLock)
            {
                if (_queue.Count > 0) return true;
            }

            return ReadFrames();
        }
    }

    private bool ReadFrames()
    {
        if (!_pipe.Fill()) return false;
        lock (_queueLock)
        {
            while (_pipe.TryTake(out var frame))
            {
                var reader = new FrameReader(frame);
                if (reader.Type() == FrameType.Execute) _queue.Enqueue(WorkerRequest.Read(ref reader));
                else Cancel(reader.I64());
            }
        }

        return true;
    }

    private void Cancel(long sequence)
    {
        if (sequence == _executing) _cancellation.Cancel();
        else if (_queue.Any(r => r.Sequence == sequence)) _cancelled.Add(sequence);
    }

    private void Execute(WorkerRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref _executingSince, start);
        // Pairs with the attendant's reset: one of the two sees the other.
        Interlocked.MemoryBarrier();
        if (!_attend.IsSet) _attend.Set();
        using var stream = new SliceOutputStream(Limits.MaxInlineOutputBytes, () => OpenSpool(request.Sequence));
        var executed = Compute(request, stream);
        var nanoseconds = (long)(Stopwatch.GetElapsedTime(start).TotalMilliseconds * 1e6);
        Volatile.Write(ref _executingSince, 0);
        stream.Storage?.Dispose();
        if (executed.Failure is { } failure)
        {
            _answers.Failed(request.Sequence, failure);
            if (stream.Storage is not null) File.Delete(SpoolPath(request.Sequence));
        }
        else
        {
            _answers.Done(request.Sequence, executed, nanoseconds, stream.Storage is null ? "" : SpoolPath(request.Sequence), stream.Memory.Span);
        }

        if (_answers.Waiting > FlushBytes) _answers.Flush();
        lock (_queueLock)
        {
            _executing = 0;
            if (_cancellation.IsCancellationRequested) _cancellation = new CancellationTokenSource();
        }
    }

    private ExecutedSlice Compute(WorkerRequest request, SliceOutputStream stream)
    {
        var mapped = new List<MappedFile>();
        try
        {
            if (KernelCatalog.Find(request.Kernel) is not { } kernel) return Failed(ErrorCode.KindNotAvailable, $"this release has no {request.Kernel}");
            if (_cancellation.IsCancellationRequested) return Failed(ErrorCode.Cancelled, "cancelled");
            var slice = new SliceExecution
            {
                Input = request.Input,
                Blobs = Open(request.Blobs, 0, mapped),
                Dependencies = Open(request.Dependencies, OutputTrailer.Size, mapped),
                Output = stream,
                MaxUnits = request.MaxUnits,
                Threads = request.Threads,
                Progress = fraction => _answers.Progress(request.Sequence, fraction),
                Cancellation = _cancellation.Token,
            };
            return SliceExecutor.Execute(kernel, slice, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OverflowException or ArgumentException)
        {
            return Failed(ErrorCode.InputUnavailable, $"a blob can't be read: {e.Message}");
        }
        finally
        {
            foreach (IDisposable file in mapped) file.Dispose();
        }
    }

    private static SliceData[] Open(IReadOnlyList<WorkData> items, int trailer, List<MappedFile> mapped)
    {
        if (items.Count == 0) return [];
        var opened = new SliceData[items.Count];
        for (var i = 0; i < opened.Length; i++)
        {
            var bytes = items[i].Inline;
            // An empty file can't be mapped.
            if (items[i].Path.Length > 0 && items[i].Length > 0)
            {
                var file = new MappedFile(items[i].Path, items[i].Length);
                mapped.Add(file);
                bytes = file.Memory;
            }

            opened[i] = new SliceData(items[i].Hash, bytes[..(bytes.Length - trailer)]);
        }

        return opened;
    }

    private static ExecutedSlice Failed(ErrorCode code, string reason) => new(new ExecutionFailure(code, reason), default, default, 0);

    private string SpoolPath(long sequence) => Path.Combine(spool, $"{Environment.ProcessId}-{sequence}.out");

    private FileStream OpenSpool(long sequence) => new(SpoolPath(sequence), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);

    private void Attend()
    {
        var idleSince = Environment.TickCount64;
        while (true)
        {
            _attend.Wait();
            Thread.Sleep(AttendMs);
            var since = Volatile.Read(ref _executingSince);
            if (since != 0 && Stopwatch.GetElapsedTime(since).TotalMilliseconds >= AttendMs) AttendSlowSlice();
            if (since != 0) idleSince = Environment.TickCount64;
            else if (Environment.TickCount64 - idleSince > AttendanceMs) Rest();
        }
    }

    private void Rest()
    {
        _attend.Reset();
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _executingSince) != 0) _attend.Set();
    }

    private void AttendSlowSlice()
    {
        try
        {
            _answers.Flush();
            if (!_reading.TryEnter()) return;
            try
            {
                // Also where the kernel doesn't look at its cancellation: nobody is left to want the answer.
                if (!ReadFrames()) Environment.Exit(0);
            }
            finally
            {
                _reading.Exit();
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Environment.Exit(0);
        }
    }
}
