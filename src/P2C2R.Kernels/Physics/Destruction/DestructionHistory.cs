using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>What a scenario came to.</summary>
/// <param name="StoppedAt">The step in which a body blew up, or -1.</param>
/// <param name="StoppedBy">That body's lowest piece; below 0 a projectile.</param>
/// <param name="Frames">In order.</param>
internal sealed record DestructionHistory(int StoppedAt, int StoppedBy, IReadOnlyList<DestructionFrame> Frames)
{
    /// <summary>Reads one from a merged output.</summary>
    public static DestructionHistory Read(ref CanonicalReader reader, int poses)
    {
        var (at, by, count) = (reader.I32(), reader.I32(), reader.I32());
        var frames = new List<DestructionFrame>();
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var (step, bodies, broken) = (reader.I32(), reader.I32(), reader.I32());
            var numbers = new float[7 * poses];
            for (var n = 0; n < numbers.Length; n++) numbers[n] = reader.F32();
            frames.Add(new(step, bodies, broken, numbers));
        }

        reader.Take(reader.I32());
        return new(at, by, frames);
    }
}
