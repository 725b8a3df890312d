using System.Security.Cryptography;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>
/// Where a kernel writes: hashes and counts what goes through, and keeps it in memory up to a limit, beyond that in a
/// stream that its owner opens (a file), because kernels and their executor do no I/O of their own. Sequential writes only.
/// </summary>
/// <param name="memoryLimit">Bytes kept in memory before <paramref name="openStorage"/> is called.</param>
/// <param name="openStorage">Opens an empty stream that can seek; null: everything stays in memory.</param>
public sealed class SliceOutputStream(int memoryLimit = Limits.MaxInlineOutputBytes, Func<Stream>? openStorage = null) : Stream
{
    private const int WrittenAtOnce = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _memory = new();
    private long _length;

    /// <summary>The stream that holds the whole output once it outgrew the memory limit, or null. Its owner closes it.</summary>
    public Stream? Storage { get; private set; }

    /// <summary>The whole output, where it stayed in memory (<see cref="Storage"/> is null).</summary>
    public ReadOnlyMemory<byte> Memory => _memory.GetBuffer().AsMemory(0, (int)_memory.Length);

    /// <summary>Bytes written so far.</summary>
    public override long Length => _length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Position { get => _length; set => throw new NotSupportedException("outputs are written in sequence"); }

    /// <summary>Ends a long write.</summary>
    internal CancellationToken Cancellation { get; set; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (; buffer.Length > WrittenAtOnce; buffer = buffer[WrittenAtOnce..])
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteAtOnce(buffer[..WrittenAtOnce]);
        }

        WriteAtOnce(buffer);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => Storage?.Flush();

    /// <summary>The hash of everything written; ends the output.</summary>
    internal Sha256Hash Finish()
    {
        Flush();
        return new Sha256Hash(_hash.GetHashAndReset());
    }

    /// <summary>Drops everything written: a kernel that ran out of units answers with nothing, whatever it had streamed.</summary>
    internal void Clear()
    {
        _hash.GetHashAndReset();
        _memory.SetLength(0);
        Storage?.SetLength(0);
        _length = 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("outputs are written in sequence");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("outputs are written in sequence");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("outputs are written in sequence");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private void WriteAtOnce(ReadOnlySpan<byte> buffer)
    {
        if (Storage is null && openStorage is not null && _length + buffer.Length > memoryLimit) MoveToStorage(openStorage);
        (Storage ?? _memory).Write(buffer);
        _hash.AppendData(buffer);
        _length += buffer.Length;
    }

    private void MoveToStorage(Func<Stream> open)
    {
        Storage = open();
        Storage.Write(Memory.Span);
        _memory.SetLength(0);
        _memory.Capacity = 0;
    }
}
