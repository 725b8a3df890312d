namespace P2C2R.Protocol;

/// <summary>
/// Work units in a reference second (one second of one core of the reference machine), for each kernel. Fixed with the
/// kernel's version, because price follows from it. An operator can add kernels that this release doesn't know.
/// </summary>
public static class WorkRates
{
    /// <summary>The rates of the kernels of this release.</summary>
    public static IReadOnlyDictionary<KernelId, long> Default { get; } = new Dictionary<KernelId, long>
    {
        [new KernelId(Kinds.NpcDialogue, 1)] = 10_000_000,
        [new KernelId(Kinds.Pathfinding, 2)] = 10_000_000,
        [new KernelId(Kinds.ProceduralGeneration, 1)] = 10_000_000,
        [new KernelId(Kinds.Reflections, 1)] = 1_000_000,
        [new KernelId(Kinds.Shadows, 1)] = 1_000_000,
        [new KernelId(Kinds.GlobalIllumination, 1)] = 1_000_000,
        [new KernelId(Kinds.RigidBody, 1)] = 5_000_000,
        [new KernelId(Kinds.Destruction, 1)] = 1_000_000,
        [new KernelId(Kinds.Fluid, 1)] = 20_000_000,
        [new KernelId(Kinds.NpcDialogueEndpoint, 1)] = 1_000,
        [new KernelId(Kinds.NoOperation, 1)] = 1_000_000,
    };

    /// <summary>
    /// The kernels whose outputs two honest peers need not agree on: a task of theirs has one replica and names its peers, and
    /// nobody else is answered with what came of it.
    /// </summary>
    public static IReadOnlySet<KernelId> NotReproducible { get; } = new HashSet<KernelId> { new(Kinds.NpcDialogueEndpoint, 1) };
}
