using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace P2C2R.Peer.Workers;

/// <summary>Cuts a stream into frames; reads it in big pieces, blocking. Not safe for threads.</summary>
internal sealed class FramePipe(Stream stream)
{
    /// <summary>Bytes in one frame: a lease of the biggest message fits.</summary>
    public const int MaxFrameBytes = 16 << 20;

    private const int KeptBytes = 1 << 20;

    private byte[] _buffer = new byte[64 << 10];
    private int _start, _end;

    /// <summary>A frame that is here already; valid until the next <see cref="Fill"/>.</summary>
    /// <exception cref="InvalidDataException">What is here is no frame.</exception>
    [SuppressMessage("Design", "CA1021", Justification = "a span can't be a tuple's member")]
    public bool TryTake(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        if (_end - _start < 4) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        if (length is < 1 or > MaxFrameBytes) throw new InvalidDataException($"a frame can't have {length} bytes");
        if (_end - _start - 4 < length) return false;
        frame = _buffer.AsSpan(_start + 4, length);
        _start += 4 + length;
        return true;
    }

    /// <summary>Waits for more bytes; false at the stream's end.</summary>
    public bool Fill()
    {
        MakeRoom();
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        var kept = _buffer.AsSpan(_start, _end - _start);
        var needed = kept.Length < 4 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(kept) + 4;
        if (needed > _buffer.Length || (_buffer.Length > KeptBytes && needed <= KeptBytes))
        {
            var other = new byte[Math.Max(needed, 64 << 10)];
            kept.CopyTo(other);
            _buffer = other;
        }
        else
        {
            kept.CopyTo(_buffer);
        }

        _end -= _start;
        _start = 0;
    }
}
