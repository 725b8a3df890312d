using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>What a scenario came to.</summary>
/// <param name="StoppedAt">The step in which a body blew up, or -1.</param>
/// <param name="StoppedBy">That body, or -1.</param>
/// <param name="Frames">In order.</param>
internal sealed record RigidHistory(int StoppedAt, int StoppedBy, IReadOnlyList<RigidFrame> Frames)
{
    /// <summary>Reads one from a merged output.</summary>
    public static RigidHistory Read(ref CanonicalReader reader, int moving)
    {
        var (at, by, count) = (reader.I32(), reader.I32(), reader.I32());
        var frames = new List<RigidFrame>(count);
        for (var i = 0; i < count && !reader.Failed; i++) frames.Add(RigidFrame.Read(ref reader, moving));
        reader.Take(reader.I32());
        return new(at, by, frames);
    }
}
