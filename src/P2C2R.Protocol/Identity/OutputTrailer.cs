using System.Buffers.Binary;

namespace P2C2R.Protocol;

/// <summary>
/// The last 9 bytes of every slice output: work units (u64, little-endian), then the outcome (one byte). They are inside the
/// hashed bytes, so whoever agrees on an output agrees on its price.
/// </summary>
/// <param name="Units">Work units that the kernel counted, 0 to <see cref="Limits.MaxUnitsPerSlice"/>.</param>
/// <param name="Outcome">How the kernel ended.</param>
public readonly record struct OutputTrailer(long Units, SliceOutcome Outcome)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 9;

    /// <summary>Writes the trailer.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Units);
        destination[8] = (byte)Outcome;
    }

    /// <summary>Reads the trailer at the end of an output; false where there is none or a value is out of range.</summary>
    public static bool TryRead(ReadOnlySpan<byte> output, out OutputTrailer trailer)
    {
        trailer = default;
        if (output.Length < Size) return false;
        var tail = output[^Size..];
        var units = BinaryPrimitives.ReadInt64LittleEndian(tail);
        if (units is < 0 or > Limits.MaxUnitsPerSlice || tail[8] > (byte)SliceOutcome.InputRefused) return false;
        trailer = new OutputTrailer(units, (SliceOutcome)tail[8]);
        return true;
    }
}
