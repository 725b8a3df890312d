using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>In what a run of a scene differs from others of it.</summary>
/// <param name="Seed">Of the random numbers.</param>
/// <param name="Gravity">m/s^2.</param>
/// <param name="Friction">Of all shapes; below 0 for that of each.</param>
/// <param name="Restitution">Of all shapes; below 0 for that of each.</param>
/// <param name="Speed">Factor of all velocities at the start.</param>
internal sealed record Scenario(long Seed, Float3 Gravity, float Friction, float Restitution, float Speed)
{
    /// <summary>A material in this scenario.</summary>
    public Material Of(Material material) => material with { Friction = Friction < 0 ? material.Friction : Friction, Restitution = Restitution < 0 ? material.Restitution : Restitution };

    /// <summary>Canonical bytes: <c>i64 seed | 3 f32 gravity | f32 friction | f32 restitution | f32 speed</c>.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.I64(Seed);
        foreach (var value in (ReadOnlySpan<float>)[Gravity.X, Gravity.Y, Gravity.Z, Friction, Restitution, Speed]) writer.F32(value);
    }

    /// <summary>Reads canonical bytes; null where numbers are out of range.</summary>
    public static Scenario? Read(ref CanonicalReader reader)
    {
        var read = new Scenario(reader.I64(), new(reader.F32(), reader.F32(), reader.F32()), reader.F32(), reader.F32(), reader.F32());
        var most = RigidLimits.MaxAcceleration;
        var isInRange = Math.Abs(read.Gravity.X) <= most && Math.Abs(read.Gravity.Y) <= most && Math.Abs(read.Gravity.Z) <= most
            && read.Friction is >= -1 and <= RigidLimits.MaxFriction && read.Restitution is >= -1 and <= 1 && read.Speed is >= 0 and <= 100;
        return isInRange && !reader.Failed ? read : null;
    }
}
