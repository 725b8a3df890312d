using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>
/// Joins the slices of each scenario: <c>i32 step in which a body blew up, or -1 | i32 that body | i32 frames | i32 bytes of answers | frames |
/// answers to queries | i32 length of the state | state</c>. How the steps were sliced doesn't show.
/// </summary>
internal static class RigidMerger
{
    /// <summary>Merges.</summary>
    /// <exception cref="InvalidDataException">An output can't be this kernel's.</exception>
    public static void Merge(RigidPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        for (var scenario = 0; scenario < plan.Scenarios.Count; scenario++) Join([.. Parts(plan, outputs, scenario)], canonical);
    }

    /// <summary>What was done before, then the slices.</summary>
    private static IEnumerable<RigidOutput> Parts(RigidPlan plan, IReadOnlyList<SliceResult> outputs, int scenario)
    {
        if (plan.Earlier is { } earlier) yield return RigidOutput.Read(earlier.Output(scenario), plan.Done(scenario), plan.Built);
        var (stoppedAt, stoppedBy) = (-1, -1);
        for (var i = scenario * plan.SlicesEach; i < (scenario + 1) * plan.SlicesEach; i++)
        {
            var part = RigidOutput.Read(outputs[i].Answer, plan.Job(i), plan.Built);
            if (stoppedAt >= 0 && (part.StoppedAt, part.StoppedBy) != (stoppedAt, stoppedBy)) throw new InvalidDataException($"slice {i}: goes on after a body blew up");
            (stoppedAt, stoppedBy) = (part.StoppedAt, part.StoppedBy);
            yield return part;
        }
    }

    private static void Join(List<RigidOutput> parts, Stream canonical)
    {
        Write(canonical, parts[^1].StoppedAt, parts[^1].StoppedBy, parts.Sum(static p => p.FrameCount), parts.Sum(static p => p.Answers.Length));
        foreach (var part in parts) canonical.Write(part.Frames.Span);
        foreach (var part in parts) canonical.Write(part.Answers.Span);
        Write(canonical, parts[^1].State.Length);
        canonical.Write(parts[^1].State.Span);
    }

    private static void Write(Stream canonical, params ReadOnlySpan<int> values)
    {
        var writer = new CanonicalWriter();
        foreach (var value in values) writer.I32(value);
        canonical.Write(writer.Written.Span);
    }
}
