using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Physics.Destruction.Fracturing;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>
/// The canonical output: <c>i32 length | pieces</c> of each solid, then for each scenario <c>i32 step in which a body blew up, or -1 | i32 its lowest piece |
/// i32 frames | frames | i32 length | state</c>. How the steps were sliced doesn't show.
/// </summary>
internal static class DestructionMerger
{
    /// <summary>Merges.</summary>
    /// <exception cref="InvalidDataException">An output can't be this kernel's.</exception>
    public static void Merge(DestructionPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var (solids, poses) = (plan.Scene.Solids.Count, plan.Scene.Projectiles.Count);
        for (var s = 0; s < solids; s++)
        {
            if (FracturedSolid.Read(outputs[s].Answer.Span, CancellationToken.None) is not { } read) throw new InvalidDataException($"slice {s}: not the pieces of a solid");
            poses += read.Pieces.Count;
            Write(canonical, outputs[s].Answer.Length);
            canonical.Write(outputs[s].Answer.Span);
        }

        for (var scenario = 0; scenario < plan.Scenarios.Count && plan.Steps > 0; scenario++) Merge(plan, outputs, scenario, DestructionSolver.FrameBytes(poses), canonical);
    }

    private static void Merge(DestructionPlan plan, IReadOnlyList<SliceResult> outputs, int scenario, long frameBytes, Stream canonical)
    {
        var (stoppedAt, stoppedBy, frames) = (-1, 0, 0);
        var parts = new List<ReadOnlyMemory<byte>>();
        var state = ReadOnlyMemory<byte>.Empty;
        for (var part = 0; part < plan.SlicesEach; part++)
        {
            var number = plan.Scene.Solids.Count + (scenario * plan.SlicesEach) + part;
            var (answer, job) = (outputs[number].Answer, plan.Job(scenario, part));
            var reader = new CanonicalReader(answer.Span);
            var (at, by, count) = (reader.I32(), reader.I32(), reader.I32());
            var isWhole = at == -1 && count == job.Frames;
            var isStopped = at >= 0 && at < job.To && count >= 0 && count <= job.Frames;
            if (reader.Failed || (!isWhole && !isStopped) || count * frameBytes > reader.Left || (stoppedAt >= 0 && (at, by) != (stoppedAt, stoppedBy))) throw new InvalidDataException($"slice {number}: not an output of these steps");
            var length = (int)(count * frameBytes);
            parts.Add(answer.Slice(DestructionSolver.HeaderBytes, length));
            CheckFrames(number, parts[^1].Span);
            state = answer[(DestructionSolver.HeaderBytes + length)..];
            (stoppedAt, stoppedBy, frames) = (at, by, frames + count);
        }

        Write(canonical, stoppedAt, stoppedBy, frames);
        foreach (var part in parts) canonical.Write(part.Span);
        Write(canonical, state.Length);
        canonical.Write(state.Span);
    }

    private static void CheckFrames(int slice, ReadOnlySpan<byte> frames)
    {
        var reader = new CanonicalReader(frames);
        while (reader.Left > 0 && !reader.Failed) reader.F32();
        if (reader.Failed) throw new InvalidDataException($"slice {slice}: a pose that is no number");
    }

    private static void Write(Stream canonical, params ReadOnlySpan<int> values)
    {
        var writer = new CanonicalWriter();
        foreach (var value in values) writer.I32(value);
        canonical.Write(writer.Written.Span);
    }
}
