using System.Buffers;
using System.Buffers.Binary;

namespace P2C2R.Kernels.Canonical;

/// <summary>Writes canonical bytes: little-endian, in sequence.</summary>
internal sealed class CanonicalWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>An unsigned byte.</summary>
    public void U8(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>An unsigned 16-bit integer.</summary>
    /// <param name="value">Within its range.</param>
    public void U16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), checked((ushort)value));
        _buffer.Advance(2);
    }

    /// <summary>A signed 32-bit integer.</summary>
    public void I32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    /// <summary>A signed 64-bit integer.</summary>
    public void I64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>A binary32 number; -0 is written as 0.</summary>
    public void F32(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(4), value + 0f);
        _buffer.Advance(4);
    }

    /// <summary>Some bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value) => _buffer.Write(value);

    /// <summary>Starts again with nothing written.</summary>
    public void Clear() => _buffer.ResetWrittenCount();
}
