using P2C2R.Kernels.Execution;

namespace P2C2R.Peer.Workers;

/// <summary>The worker's side of its output pipe: answers gather here until somebody flushes. Safe for threads.</summary>
internal sealed class WorkerAnswers(Stream output)
{
    private const int ProgressMs = 100;

    private readonly Lock _lock = new();
    private readonly FrameWriter _writer = new();
    private long _nextProgress;

    /// <summary>Bytes not yet written.</summary>
    public int Waiting => _writer.Length;

    public void Ready()
    {
        lock (_lock)
        {
            _writer.Begin(FrameType.Ready);
            _writer.End();
        }
    }

    public void Done(long sequence, ExecutedSlice executed, long nanoseconds, string path, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _writer.Begin(FrameType.Done);
            _writer.I64(sequence);
            _writer.Hash(executed.Hash);
            _writer.I64(executed.Length);
            _writer.I64(executed.Trailer.Units);
            _writer.I64(nanoseconds);
            _writer.Text(path);
            _writer.Bytes(bytes);
            _writer.End();
        }
    }

    public void Failed(long sequence, ExecutionFailure failure)
    {
        lock (_lock)
        {
            _writer.Begin(FrameType.Failed);
            _writer.I64(sequence);
            _writer.I32((int)failure.Code);
            _writer.Text(failure.Reason);
            _writer.End();
        }
    }

    /// <summary>Kernels report as often as they like; a few a second go on.</summary>
    public void Progress(long sequence, double fraction)
    {
        var now = Environment.TickCount64;
        if (now < Volatile.Read(ref _nextProgress)) return;
        Volatile.Write(ref _nextProgress, now + ProgressMs);
        lock (_lock)
        {
            _writer.Begin(FrameType.Progress);
            _writer.I64(sequence);
            _writer.F64(fraction);
            _writer.End();
        }

        // Nobody else may do it for long: the attendant waits in a read while a slice is slow.
        Flush();
    }

    public void Flush()
    {
        lock (_lock)
        {
            if (_writer.Length == 0) return;
            output.Write(_writer.Written);
            output.Flush();
            _writer.Clear();
        }
    }
}
