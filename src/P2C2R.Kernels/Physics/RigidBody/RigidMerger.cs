using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>
/// Joins the slices of each scenario: <c>i32 step in which a body blew up, or -1 | i32 that body | i32 frames | frames | i32 length of the state | state</c>. How
/// the steps were sliced doesn't show.
/// </summary>
internal static class RigidMerger
{
    /// <summary>Merges.</summary>
    /// <exception cref="InvalidDataException">An output can't be this kernel's.</exception>
    public static void Merge(RigidPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        for (var scenario = 0; scenario < plan.Scenarios.Count; scenario++) Merge(plan, outputs, scenario * plan.SlicesEach, canonical);
    }

    private static void Merge(RigidPlan plan, IReadOnlyList<SliceResult> outputs, int first, Stream canonical)
    {
        var frameBytes = RigidSolver.FrameBytes(plan.Built.Moving.Length);
        var (stoppedAt, stoppedBy, frames) = (-1, -1, 0);
        var parts = new List<ReadOnlyMemory<byte>>();
        var state = ReadOnlyMemory<byte>.Empty;
        for (var i = first; i < first + plan.SlicesEach; i++)
        {
            var (answer, job) = (outputs[i].Answer, plan.Job(i));
            var reader = new CanonicalReader(answer.Span);
            var (at, by, count) = (reader.I32(), reader.I32(), reader.I32());
            var isWhole = at < 0 && by == -1 && count == job.Frames;
            var isStopped = at >= 0 && at < job.To && (uint)by < (uint)plan.Built.Scene.Bodies.Count && count >= 0 && count <= job.Frames;
            if (reader.Failed || (!isWhole && !isStopped) || count * frameBytes > reader.Left || (stoppedAt >= 0 && (at, by) != (stoppedAt, stoppedBy))) throw new InvalidDataException($"slice {i}: not an output of these steps");
            var length = (int)(count * frameBytes);
            parts.Add(answer.Slice(RigidSolver.HeaderBytes, length));
            CheckFrames(i, parts[^1].Span);
            state = answer[(RigidSolver.HeaderBytes + length)..];
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
