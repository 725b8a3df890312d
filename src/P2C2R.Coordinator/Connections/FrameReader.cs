using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Numerics;
using System.Runtime.InteropServices;

namespace P2C2R.Coordinator.Connections;

/// <summary>
/// Client-to-server WebSocket frames (RFC 6455, sections 5 and 7): unmasks, joins fragments, keeps the limits. Reads as many
/// messages as have come before it waits, so that a busy connection costs one wake-up for many of them.
/// </summary>
internal sealed class FrameReader(PipeReader input) : IDisposable
{
    private const int MaxControlBytes = 125;
    private byte[] _message = [];
    private int _length;
    private bool _fragmented;

    /// <summary>Bytes that a message may have; less until it is known who is there.</summary>
    public int MaxMessageBytes { get; set; } = ConnectionLimits.MaxHelloBytes;

    /// <summary>The message or control frame that was read, valid until the next call.</summary>
    public ReadOnlySpan<byte> Payload => _message.AsSpan(_payloadStart, _payloadLength);

    private int _payloadStart;
    private int _payloadLength;

    /// <summary>Takes the next whole message or control frame out of what has come.</summary>
    /// <param name="data">What has come; moved behind what was taken.</param>
    /// <param name="kind">What it is.</param>
    /// <returns>False where more bytes are needed.</returns>
    /// <exception cref="FrameException">The client breaks the protocol or a limit.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> data, out FrameKind kind)
    {
        kind = default;
        while (TryReadFrame(ref data, out var frame, out var last))
        {
            if (frame >= FrameKind.Close)
            {
                kind = frame;
                return true;
            }

            if (!last) continue;
            _payloadStart = 0;
            _payloadLength = _length;
            _length = 0;
            kind = FrameKind.Text;
            return true;
        }

        return false;
    }

    /// <summary>Waits for more bytes.</summary>
    public ValueTask<ReadResult> ReadAsync(CancellationToken cancellation) => input.ReadAsync(cancellation);

    /// <summary>Says how far the bytes were used.</summary>
    public void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        input.AdvanceTo(consumed, examined);
        if (_length == 0 && _message.Length > 0) Dispose();
    }

    /// <summary>Reads to the end what the client still sends, so that it gets to read why it was refused.</summary>
    public async Task SkipRestAsync(SequencePosition end, CancellationToken cancellation)
    {
        input.AdvanceTo(end);
        while (true)
        {
            var rest = await input.ReadAsync(cancellation).ConfigureAwait(false);
            input.AdvanceTo(rest.Buffer.End);
            if (rest.IsCompleted) return;
        }
    }

    /// <summary>Gives the buffer back; an idle connection holds none.</summary>
    public void Dispose()
    {
        if (_message.Length > 0) ArrayPool<byte>.Shared.Return(_message);
        _message = [];
        _payloadStart = 0;
        _payloadLength = 0;
    }

    private bool TryReadFrame(ref ReadOnlySequence<byte> data, out FrameKind kind, out bool last)
    {
        kind = default;
        last = false;
        Span<byte> header = stackalloc byte[14];
        var available = (int)Math.Min(header.Length, data.Length);
        if (available < 2) return false;
        data.Slice(0, available).CopyTo(header);
        last = (header[0] & 0x80) != 0;
        kind = (FrameKind)(header[0] & 0x0f);
        if ((header[0] & 0x70) != 0 || (header[1] & 0x80) == 0) throw new FrameException(FrameException.ProtocolError, "frames from a client are masked and have no extension bits");
        var size = (header[1] & 0x7f) switch { 126 => 8, 127 => 14, _ => 6 };
        if (available < size) return false;
        var length = size switch
        {
            8 => BinaryPrimitives.ReadUInt16BigEndian(header[2..]),
            14 => BinaryPrimitives.ReadUInt64BigEndian(header[2..]),
            _ => (ulong)(header[1] & 0x7f),
        };
        CheckKind(kind, last, length);
        if ((ulong)data.Length < (ulong)size + length) return false;
        var payload = data.Slice(size, (long)length);
        Take(kind, payload, (int)length, MemoryMarshal.Read<uint>(header[(size - 4)..]));
        if (kind < FrameKind.Close) _fragmented = !last;
        data = data.Slice(payload.End);
        return true;
    }

    private void CheckKind(FrameKind kind, bool last, ulong length)
    {
        if (kind >= FrameKind.Close)
        {
            if (!last || length > MaxControlBytes || kind > FrameKind.Pong) throw new FrameException(FrameException.ProtocolError, "a control frame is whole and has at most 125 bytes");
            return;
        }

        if (kind == FrameKind.Binary) throw new FrameException(FrameException.UnsupportedData, "messages are text (JSON in UTF-8), not binary");
        if (kind > FrameKind.Binary || kind == FrameKind.Continuation != _fragmented) throw new FrameException(FrameException.ProtocolError, "this frame can't come here");
        if (length + (ulong)_length > (ulong)MaxMessageBytes) throw new FrameException(FrameException.TooBig, $"a message may have {MaxMessageBytes} bytes; send big data as blobs");
    }

    /// <summary>Copies a payload behind what there is of its message (or, for a control frame, behind that) and unmasks it.</summary>
    private void Take(FrameKind kind, ReadOnlySequence<byte> payload, int length, uint mask)
    {
        if (_message.Length < _length + length) Grow(_length + length);
        var target = _message.AsSpan(_length, length);
        payload.CopyTo(target);
        Unmask(target, mask);
        if (kind < FrameKind.Close)
        {
            _length += length;
            return;
        }

        _payloadStart = _length;
        _payloadLength = length;
    }

    private static void Unmask(Span<byte> data, uint mask)
    {
        var wide = new Vector<uint>(mask).As<uint, byte>();
        while (data.Length >= Vector<byte>.Count)
        {
            (new Vector<byte>(data) ^ wide).CopyTo(data);
            data = data[Vector<byte>.Count..];
        }

        Span<byte> bytes = stackalloc byte[4];
        MemoryMarshal.Write(bytes, mask);
        for (var i = 0; i < data.Length; i++) data[i] ^= bytes[i & 3];
    }

    private void Grow(int size)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(size, 4 << 10));
        _message.AsSpan(0, _length).CopyTo(bigger);
        if (_message.Length > 0) ArrayPool<byte>.Shared.Return(_message);
        _message = bigger;
    }
}
