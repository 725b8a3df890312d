using System.Buffers;

namespace P2C2R.Protocol.Connection;

/// <summary>
/// Lies between the WebSocket and its socket, so that many small frames cost one system call. While corked, writes are
/// kept; <see cref="UncorkAsync"/> sends them in one piece. Reads take whatever has come, up to 64 KiB, and hand it out bit by bit.
/// </summary>
internal sealed class CoalescingStream(Stream inner) : Stream
{
    private const int ReadBufferBytes = 64 << 10;
    private const int MaxCorkedBytes = 256 << 10;

    private readonly byte[] _readBuffer = new byte[ReadBufferBytes];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private ArrayBufferWriter<byte> _pending = new(4096);
    private ArrayBufferWriter<byte> _spare = new(4096);
    private int _readStart, _readEnd;
    private volatile bool _corked;
    private long _bytesRead, _bytesWritten;

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Cork() => _corked = true;

    public ValueTask UncorkAsync(CancellationToken cancellation)
    {
        _corked = false;
        return DrainAsync(cancellation);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_readStart < _readEnd)
        {
            var count = Math.Min(buffer.Length, _readEnd - _readStart);
            _readBuffer.AsSpan(_readStart, count).CopyTo(buffer.Span);
            _readStart += count;
            return new ValueTask<int>(count);
        }

        return FillAsync(buffer, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int kept;
        lock (_lock)
        {
            _pending.Write(buffer.Span);
            kept = _pending.WrittenCount;
        }

        return _corked && kept < MaxCorkedBytes ? ValueTask.CompletedTask : DrainAsync(cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _corked ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        // A zero-byte read asks only whether there is something.
        if (buffer.Length == 0) return await inner.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        var read = await inner.ReadAsync(_readBuffer, cancellation).ConfigureAwait(false);
        Interlocked.Add(ref _bytesRead, read);
        var count = Math.Min(read, buffer.Length);
        _readBuffer.AsSpan(0, count).CopyTo(buffer.Span);
        _readStart = count;
        _readEnd = read;
        return count;
    }

    private async ValueTask DrainAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ArrayBufferWriter<byte> batch;
            lock (_lock)
            {
                if (_pending.WrittenCount == 0) return;
                batch = _pending;
                _pending = _spare;
                _spare = batch;
            }

            await inner.WriteAsync(batch.WrittenMemory, cancellation).ConfigureAwait(false);
            Interlocked.Add(ref _bytesWritten, batch.WrittenCount);
            if (batch.Capacity > 4 * MaxCorkedBytes) _spare = new ArrayBufferWriter<byte>(4096);
            else batch.ResetWrittenCount();
        }
        finally
        {
            _writing.Release();
        }
    }
}
