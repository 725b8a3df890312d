using System.Buffers.Binary;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>The parts of a slice's answer.</summary>
/// <param name="Frames">Its frames, as they lie there.</param>
/// <param name="FrameCount">How many.</param>
/// <param name="State">The state after its last step.</param>
internal sealed record FluidAnswer(ReadOnlyMemory<byte> Frames, int FrameCount, ReadOnlyMemory<byte> State)
{
    /// <summary>Finds the parts; null where the lengths don't fit.</summary>
    public static FluidAnswer? Split(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 4) return null;
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        if (count is < 0 or > FluidLimits.MaxFrames) return null;
        long at = 4;
        for (var i = 0; i < count; i++)
        {
            var length = at > bytes.Length ? -1 : FluidFrame.LengthOf(bytes.Span[(int)at..]);
            if (length < 0) return null;
            at += length;
        }

        return at > bytes.Length ? null : new FluidAnswer(bytes[4..(int)at], count, bytes[(int)at..]);
    }
}
