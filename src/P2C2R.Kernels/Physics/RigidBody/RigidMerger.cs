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
        for (var scenario = 0; scenario < plan.Scenarios.Count; scenario++) Merge(plan, outputs, scenario * plan.SlicesEach, canonical);
    }

    private static void Merge(RigidPlan plan, IReadOnlyList<SliceResult> outputs, int first, Stream canonical)
    {
        var (stoppedAt, stoppedBy, count) = (-1, -1, 0);
        var (frames, answers) = (new List<ReadOnlyMemory<byte>>(), new List<ReadOnlyMemory<byte>>());
        var state = ReadOnlyMemory<byte>.Empty;
        for (var i = first; i < first + plan.SlicesEach; i++)
        {
            var (output, job) = (outputs[i].Answer, plan.Job(i));
            var reader = new CanonicalReader(output.Span);
            var (at, by, own, answerBytes) = (reader.I32(), reader.I32(), reader.I32(), reader.I32());
            var isWhole = at < 0 && by == -1 && own == job.Frames;
            var isStopped = at >= 0 && at < job.To && (uint)by < (uint)plan.Built.Scene.Bodies.Count && own >= 0 && own <= job.Frames;
            var frameBytes = own * RigidSolver.FrameBytes(plan.Built.Moving.Length);
            var isThere = !reader.Failed && (isWhole || isStopped) && answerBytes >= 0 && frameBytes + answerBytes <= reader.Left;
            if (!isThere || (stoppedAt >= 0 && (at, by) != (stoppedAt, stoppedBy))) throw new InvalidDataException($"slice {i}: not an output of these steps");
            frames.Add(output.Slice(RigidSolver.HeaderBytes, (int)frameBytes));
            answers.Add(output.Slice(RigidSolver.HeaderBytes + (int)frameBytes, answerBytes));
            CheckFrames(i, frames[^1].Span);
            CheckAnswers(i, answers[^1].Span, plan.Built.Scene, job, isWhole);
            state = output[(RigidSolver.HeaderBytes + (int)frameBytes + answerBytes)..];
            (stoppedAt, stoppedBy, count) = (at, by, count + own);
        }

        Write(canonical, stoppedAt, stoppedBy, count, answers.Sum(static a => a.Length));
        foreach (var part in frames) canonical.Write(part.Span);
        foreach (var part in answers) canonical.Write(part.Span);
        Write(canonical, state.Length);
        canonical.Write(state.Span);
    }

    private static void CheckFrames(int slice, ReadOnlySpan<byte> frames)
    {
        var reader = new CanonicalReader(frames);
        while (reader.Left > 0 && !reader.Failed) reader.F32();
        if (reader.Failed) throw new InvalidDataException($"slice {slice}: a pose that is no number");
    }

    private static void CheckAnswers(int slice, ReadOnlySpan<byte> answers, RigidScene scene, RigidJob job, bool isWhole)
    {
        var reader = new CanonicalReader(answers);
        var (count, before) = (0L, (Step: -1, Query: -1));
        while (reader.Left > 0)
        {
            var answer = QueryAnswer.Read(ref reader, scene) ?? throw new InvalidDataException($"slice {slice}: an answer that isn't one to the scene's queries");
            var isItsTime = answer.Step >= job.From && answer.Step <= job.To && scene.Queries[answer.Query].IsAsked(answer.Step, job.RecordEvery);
            if (!isItsTime || (answer.Step, answer.Query).CompareTo(before) <= 0) throw new InvalidDataException($"slice {slice}: an answer to a query that isn't asked then");
            (before, count) = ((answer.Step, answer.Query), count + 1);
        }

        if (isWhole && count != job.Answers(scene)) throw new InvalidDataException($"slice {slice}: answers to queries are missing");
    }

    private static void Write(Stream canonical, params ReadOnlySpan<int> values)
    {
        var writer = new CanonicalWriter();
        foreach (var value in values) writer.I32(value);
        canonical.Write(writer.Written.Span);
    }
}
