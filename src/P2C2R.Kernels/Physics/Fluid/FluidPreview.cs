using P2C2R.Kernels.Physics.Fluid.Presenting;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>The newest frame of a run that goes on, as the run's pictures show it; of variants the first one's.</summary>
internal static class FluidPreview
{
    /// <summary>See <see cref="IPreviewKernel.TryPreview"/>.</summary>
    public static bool TryWrite(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream png)
    {
        var document = (FluidDocument)plan.State!;
        var perVariant = plan.Slices.Count / document.Variants.Count;
        if (outputs.Where(o => o.Slice < perVariant).Reverse().Select(NewestFrame).FirstOrDefault(static f => f is not null) is not { } frame) return false;
        var picture = new FluidPicture(document, 1, 1);
        picture.Paint(0, new SurfaceBuilder(new DensityGrid(frame, document)).Build("surface"), new ShownSolids(document).In(frame));
        picture.WritePng(png);
        return true;
    }

    private static FluidFrame? NewestFrame(SliceResult output)
    {
        if (output.Trailer.Outcome != SliceOutcome.Completed || FluidAnswer.Split(output.Answer) is not { FrameCount: > 0 } answer) return null;
        var (frames, newest) = (answer.Frames, default(FluidFrame));
        for (var i = 0; i < answer.FrameCount && FluidFrame.Read(frames.Span) is { } frame; i++)
        {
            newest = frame;
            frames = frames[(int)FluidFrame.LengthOf(frames.Span)..];
        }

        return newest;
    }
}
