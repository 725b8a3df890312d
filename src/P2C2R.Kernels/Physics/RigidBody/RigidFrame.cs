using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A recorded frame; <see cref="StepRunner"/> says how it is written.</summary>
/// <param name="Step">Steps done before it.</param>
/// <param name="Contacts">Contacts solved in the last of them.</param>
/// <param name="Awake">Bodies awake.</param>
/// <param name="GreatestOverlap">m.</param>
/// <param name="MeanOverlap">m.</param>
/// <param name="Energy">Kinetic, J.</param>
/// <param name="Poses">Position and quaternion of each moving body.</param>
internal sealed record RigidFrame(int Step, int Contacts, int Awake, float GreatestOverlap, float MeanOverlap, float Energy, float[] Poses)
{
    /// <summary>Reads one.</summary>
    public static RigidFrame Read(ref CanonicalReader reader, int moving)
    {
        var (step, contacts, awake, greatest, mean, energy) = (reader.I32(), reader.I32(), reader.I32(), reader.F32(), reader.F32(), reader.F32());
        var poses = new float[7 * moving];
        for (var i = 0; i < poses.Length; i++) poses[i] = reader.F32();
        return new(step, contacts, awake, greatest, mean, energy, poses);
    }
}
