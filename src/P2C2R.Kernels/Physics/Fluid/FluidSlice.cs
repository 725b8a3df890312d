using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>
/// Some steps of a run: <c>u8 source | u8 has scene | i32 steps | i32 frame steps | run</c>. Its first state is the first blob (source 0), or the end of the one output that it
/// depends on (source 1); where there is a scene, that is the last blob. The answer is <c>i32 count, frames | state</c>: a frame after every multiple of the frame steps, counted from the run's beginning.
/// </summary>
/// <param name="GoesOn">Whether it starts from an earlier output.</param>
/// <param name="HasScene">Whether there is something in the tank beside the fluid.</param>
/// <param name="Steps">How many.</param>
/// <param name="FrameSteps">Steps from one frame to the next.</param>
/// <param name="Run">What decides what happens.</param>
internal sealed record FluidSlice(bool GoesOn, bool HasScene, int Steps, int FrameSteps, FluidRun Run)
{
    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.U8(GoesOn ? (byte)1 : (byte)0);
        writer.U8(HasScene ? (byte)1 : (byte)0);
        writer.I32(Steps);
        writer.I32(FrameSteps);
        Run.Write(writer);
        return writer.Written;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static FluidSlice? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var (source, scene, steps, frameSteps) = (reader.U8(), reader.U8(), reader.I32(), reader.I32());
        var run = FluidRun.Read(ref reader);
        if (run is null || !reader.AtEnd || source > 1 || scene > 1) return null;
        if (steps is < 1 or > FluidLimits.MaxSteps || frameSteps is < 1 or > FluidLimits.MaxSteps) return null;
        return new FluidSlice(source == 1, scene == 1, steps, frameSteps, run);
    }
}
