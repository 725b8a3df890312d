using System.Buffers.Binary;

namespace P2C2R.Kernels.Canonical;

/// <summary>
/// Reads canonical bytes: little-endian, in sequence, never beyond the end. Past the first failure every read gives zero and
/// <see cref="Failed"/> stays true, so that a parser checks once, and hostile bytes can't make it throw.
/// </summary>
/// <param name="bytes">What to read.</param>
internal ref struct CanonicalReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether something was read that isn't there.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether everything was read, and nothing beyond.</summary>
    public readonly bool AtEnd => !Failed && _rest.IsEmpty;

    /// <summary>Bytes not yet read.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>An unsigned byte.</summary>
    public byte U8() => Take(1) is [var value] ? value : (byte)0;

    /// <summary>A signed 32-bit integer.</summary>
    public int I32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadInt32LittleEndian(taken) : 0;

    /// <summary>A signed 64-bit integer.</summary>
    public long I64() => Take(8) is { Length: 8 } taken ? BinaryPrimitives.ReadInt64LittleEndian(taken) : 0;

    /// <summary>An unsigned 16-bit integer.</summary>
    public int U16() => Take(2) is { Length: 2 } taken ? BinaryPrimitives.ReadUInt16LittleEndian(taken) : 0;

    /// <summary>A binary32 number; one that isn't finite fails.</summary>
    public float F32()
    {
        var value = Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadSingleLittleEndian(taken) : 0;
        if (float.IsFinite(value)) return value;
        Failed = true;
        return 0;
    }

    /// <summary>Some bytes; none where they aren't there.</summary>
    /// <param name="count">Any number: a negative one fails.</param>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || (uint)count > (uint)_rest.Length)
        {
            Failed = true;
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
