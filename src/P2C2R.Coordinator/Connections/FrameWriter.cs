using System.Buffers;
using System.Buffers.Binary;

namespace P2C2R.Coordinator.Connections;

/// <summary>
/// Server-to-client WebSocket frames (RFC 6455, section 5.2; never masked), many of them in one buffer, so that one write
/// to the socket carries all that waits.
/// </summary>
internal sealed class FrameWriter : IBufferWriter<byte>, IDisposable
{
    private const int InitialBytes = 4 << 10;
    private const int ReservedHeader = 4;
    private const int LongHeader = 10;
    private byte[] _buffer = [];
    private int _length;
    private int _frame;

    /// <summary>All frames so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Begins a frame; its payload is written next.</summary>
    public void Begin()
    {
        _frame = _length;
        Reserve(ReservedHeader);
        _length += ReservedHeader;
    }

    /// <summary>Ends the frame: puts the shortest header that fits before the payload.</summary>
    public void End(FrameKind kind)
    {
        var start = _frame + ReservedHeader;
        var length = _length - start;
        var header = length < 126 ? 2 : length <= ushort.MaxValue ? 4 : LongHeader;
        if (header > ReservedHeader) Reserve(header - ReservedHeader);
        if (header != ReservedHeader) Buffer.BlockCopy(_buffer, start, _buffer, _frame + header, length);
        var head = _buffer.AsSpan(_frame, header);
        head[0] = (byte)(0x80 | (int)kind);
        if (header == 2)
        {
            head[1] = (byte)length;
        }
        else if (header == 4)
        {
            head[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)length);
        }
        else
        {
            head[1] = 127;
            BinaryPrimitives.WriteInt64BigEndian(head[2..], length);
        }

        _length = _frame + header + length;
    }

    /// <summary>A whole frame.</summary>
    public void Write(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        Begin();
        payload.CopyTo(GetSpan(payload.Length));
        Advance(payload.Length);
        End(kind);
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the buffer back; an idle connection holds none.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count) return;
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialBytes, Math.Max(_length + count, _buffer.Length * 2)));
        _buffer.AsSpan(0, _length).CopyTo(bigger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = bigger;
    }
}
