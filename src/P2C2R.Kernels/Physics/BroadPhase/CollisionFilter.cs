namespace P2C2R.Kernels.Physics.BroadPhase;

/// <summary>What a collider may meet: two meet where each one's groups and the other's mask have a bit in common.</summary>
/// <param name="Groups">What it is.</param>
/// <param name="Mask">What it meets.</param>
internal readonly record struct CollisionFilter(uint Groups, uint Mask)
{
    /// <summary>Meets all.</summary>
    public static CollisionFilter All => new(1, uint.MaxValue);

    /// <summary>Whether two meet.</summary>
    public static bool Meet(CollisionFilter a, CollisionFilter b) => (a.Groups & b.Mask) != 0 && (b.Groups & a.Mask) != 0;
}
