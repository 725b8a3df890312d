using System.Buffers.Binary;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>
/// Puts the outputs of slices together: for each variant all of its frames, then its last state, <c>i32 count, frames | state</c>. However a run was cut into slices,
/// that is the same.
/// </summary>
internal static class FluidMerger
{
    /// <summary>Merges; see <see cref="IKernel.Merge"/>.</summary>
    public static void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var document = (FluidDocument)plan.State!;
        Span<byte> count = stackalloc byte[4];
        var perVariant = outputs.Count / document.Variants.Count;
        for (var variant = 0; variant < document.Variants.Count; variant++)
        {
            var answers = outputs.Skip(variant * perVariant).Take(perVariant).Select(static o => Check(o)).ToList();
            var frames = answers.Sum(static a => a.FrameCount);
            if (frames != document.Steps / document.FrameSteps) throw new InvalidDataException($"variant {variant}: {frames} frames");
            BinaryPrimitives.WriteInt32LittleEndian(count, frames);
            canonical.Write(count);
            foreach (var answer in answers) canonical.Write(answer.Frames.Span);
            canonical.Write(answers[^1].State.Span);
        }
    }

    private static FluidAnswer Check(SliceResult output)
    {
        var slice = FluidAnswer.Split(output.Answer);
        if (slice is null) throw new InvalidDataException($"slice {output.Slice}: not an answer of {Kinds.Fluid}");
        if (FluidState.LengthOf(slice.State.Span) != slice.State.Length) throw new InvalidDataException($"slice {output.Slice}: its state has the wrong length");
        return slice;
    }
}
