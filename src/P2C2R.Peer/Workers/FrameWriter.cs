using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>Writes frames (<see cref="FrameType"/>) into one buffer, so that many leave with one system call.</summary>
internal sealed class FrameWriter
{
    private const int KeptCapacity = 1 << 20;

    private ArrayBufferWriter<byte> _buffer = new(8 << 10);
    private int _frameStart = -1;

    public int Length => _buffer.WrittenCount;

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Clear()
    {
        if (_buffer.Capacity > KeptCapacity) _buffer = new ArrayBufferWriter<byte>(8 << 10);
        else _buffer.ResetWrittenCount();
    }

    public void Begin(FrameType type)
    {
        _frameStart = _buffer.WrittenCount;
        _buffer.GetSpan(5)[4] = (byte)type;
        _buffer.Advance(5);
    }

    public void End()
    {
        var frame = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span[_frameStart..];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
    }

    public void I32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    public void I64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    public void F64(double value) => I64(BitConverter.DoubleToInt64Bits(value));

    public void Hash(Sha256Hash hash)
    {
        hash.CopyTo(_buffer.GetSpan(Sha256Hash.Size));
        _buffer.Advance(Sha256Hash.Size);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        I32(bytes.Length);
        _buffer.Write(bytes);
    }

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        I32(length);
        _buffer.Advance(Encoding.UTF8.GetBytes(text, _buffer.GetSpan(length)));
    }
}
