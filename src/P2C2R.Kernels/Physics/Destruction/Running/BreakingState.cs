using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>
/// All of a run that its future follows from beyond the scene and its pieces: a byte for each bond, 1 where it is broken; then the rigid world
/// (<see cref="WorldFormat"/>) with whole rows of contacts, because what sleeps on a cluster still weighs on it.
/// </summary>
internal static class BreakingState
{
    /// <summary>Writes the state.</summary>
    public static void Write(BreakingWorld world, int steps, CanonicalWriter writer)
    {
        foreach (var isBroken in world.IsBroken) writer.U8(isBroken ? (byte)1 : (byte)0);
        WorldFormat.Write(world.World, steps, writer, ContactStore.Normal);
    }

    /// <summary>Brings a world at its start into a written state; false where the bytes are something else.</summary>
    public static bool Read(BreakingWorld world, int steps, ref CanonicalReader reader)
    {
        for (var i = 0; i < world.IsBroken.Length; i++) world.IsBroken[i] = reader.U8() != 0;
        if (reader.Failed) return false;
        world.Regroup();
        return WorldFormat.Read(world.World, steps, ref reader, ContactStore.Normal);
    }
}
