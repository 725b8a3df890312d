using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>What a scenario came to.</summary>
/// <param name="StoppedAt">The step in which a body blew up, or -1.</param>
/// <param name="StoppedBy">That body, or -1.</param>
/// <param name="Frames">In order.</param>
/// <param name="Answers">To queries, by step and query.</param>
internal sealed record RigidHistory(int StoppedAt, int StoppedBy, IReadOnlyList<RigidFrame> Frames, IReadOnlyList<QueryAnswer> Answers)
{
    /// <summary>Reads one from a merged output.</summary>
    public static RigidHistory Read(ref CanonicalReader reader, BuiltScene built)
    {
        var (at, by, count, answerBytes) = (reader.I32(), reader.I32(), reader.I32(), reader.I32());
        var frames = new List<RigidFrame>();
        for (var i = 0; i < count && !reader.Failed; i++) frames.Add(RigidFrame.Read(ref reader, built.Moving.Length));
        var recorded = new CanonicalReader(reader.Take(answerBytes));
        var answers = new List<QueryAnswer>();
        while (recorded.Left > 0 && QueryAnswer.Read(ref recorded, built.Scene) is { } answer) answers.Add(answer);
        reader.Take(reader.I32());
        return new(at, by, frames, answers);
    }
}
