using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A slice's output in its parts; <see cref="RigidSolver"/> says how they are written.</summary>
/// <param name="StoppedAt">The step in which a body blew up, or -1.</param>
/// <param name="StoppedBy">That body, or -1.</param>
/// <param name="FrameCount">Frames.</param>
/// <param name="Frames">Their bytes.</param>
/// <param name="Answers">Answers to queries.</param>
/// <param name="State">What the next step follows from; empty after a stop.</param>
internal sealed record RigidOutput(int StoppedAt, int StoppedBy, int FrameCount, ReadOnlyMemory<byte> Frames, ReadOnlyMemory<byte> Answers, ReadOnlyMemory<byte> State)
{
    /// <summary>Takes an output apart, and checks all but the state.</summary>
    /// <param name="bytes">The output.</param>
    /// <param name="job">What was asked for.</param>
    /// <param name="built">The scene.</param>
    /// <exception cref="InvalidDataException">It can't be an output of these steps.</exception>
    public static RigidOutput Read(ReadOnlyMemory<byte> bytes, RigidJob job, BuiltScene built)
    {
        var reader = new CanonicalReader(bytes.Span);
        var (at, by, frames, answerBytes) = (reader.I32(), reader.I32(), reader.I32(), reader.I32());
        var isWhole = at < 0 && by == -1 && frames == job.Frames;
        var isStopped = at >= 0 && at < job.To && (uint)by < (uint)built.Scene.Bodies.Count && frames >= 0 && frames <= job.Frames;
        var frameBytes = frames * RigidSolver.FrameBytes(built.Moving.Length);
        if (reader.Failed || (!isWhole && !isStopped) || answerBytes < 0 || frameBytes + answerBytes > reader.Left) throw Wrong(job, "not an output of them");
        var (first, second) = (RigidSolver.HeaderBytes, RigidSolver.HeaderBytes + (int)frameBytes);
        var output = new RigidOutput(at, by, frames, bytes[first..second], bytes.Slice(second, answerBytes), bytes[(second + answerBytes)..]);
        CheckFrames(output.Frames.Span, job);
        CheckAnswers(output.Answers.Span, built.Scene, job, isWhole);
        return output;
    }

    private static void CheckFrames(ReadOnlySpan<byte> frames, RigidJob job)
    {
        var reader = new CanonicalReader(frames);
        while (reader.Left > 0 && !reader.Failed) reader.F32();
        if (reader.Failed) throw Wrong(job, "a pose that is no number");
    }

    private static void CheckAnswers(ReadOnlySpan<byte> answers, RigidScene scene, RigidJob job, bool isWhole)
    {
        var reader = new CanonicalReader(answers);
        var (count, before) = (0L, (Step: -1, Query: -1));
        while (reader.Left > 0)
        {
            var answer = QueryAnswer.Read(ref reader, scene) ?? throw Wrong(job, "an answer that isn't one to the scene's queries");
            var isItsTime = answer.Step >= job.From && answer.Step <= job.To && scene.Queries[answer.Query].IsAsked(answer.Step, job.RecordEvery);
            if (!isItsTime || (answer.Step, answer.Query).CompareTo(before) <= 0) throw Wrong(job, "an answer to a query that isn't asked then");
            (before, count) = ((answer.Step, answer.Query), count + 1);
        }

        if (isWhole && count != job.Answers(scene)) throw Wrong(job, "answers to queries are missing");
    }

    private static InvalidDataException Wrong(RigidJob job, string what) => new($"steps {job.From} to {job.To}: {what}");
}
