using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>Makes a task's canonical output from its slices' outputs: the client and <see cref="LocalRun"/> share it.</summary>
public static class TaskMerger
{
    /// <summary>Merges.</summary>
    /// <param name="kernel">The kernel that planned.</param>
    /// <param name="plan">What it planned.</param>
    /// <param name="outputs">One for each slice with <see cref="PlannedSlice.Deliver"/>, in order of their numbers.</param>
    /// <param name="workUnits">Sum over all slices.</param>
    /// <param name="canonical">Receives the canonical output.</param>
    public static MergedTask Merge(IKernel kernel, TaskPlan plan, IReadOnlyList<SliceResult> outputs, long workUnits, Stream canonical)
    {
        foreach (var output in outputs)
        {
            if (output.Trailer.Outcome != SliceOutcome.Completed) return new MergedTask(Explain(output), default, 0, workUnits);
        }

        // The spool hashes and counts; the caller's stream is its storage from the first byte on.
        using var spool = new SliceOutputStream(-1, () => canonical);
        try
        {
            kernel.Merge(plan, outputs, spool);
        }
        catch (InvalidDataException e)
        {
            return new MergedTask(new ExecutionFailure(ErrorCode.ComputationFailed, e.Message), default, 0, workUnits);
        }

        return new MergedTask(null, spool.Finish(), spool.Length, workUnits);
    }

    private static ExecutionFailure Explain(SliceResult output)
    {
        if (output.Trailer.Outcome == SliceOutcome.OutOfUnits)
        {
            return new ExecutionFailure(ErrorCode.ComputationFailed, $"slice {output.Slice} reached its maximum of {output.Trailer.Units} work units");
        }

        var reason = Encoding.UTF8.GetString(output.Answer.Span[..Math.Min(output.Answer.Length, Limits.MaxReasonLength)]);
        return new ExecutionFailure(ErrorCode.BadInput, $"slice {output.Slice} refused its input: {reason}");
    }
}
