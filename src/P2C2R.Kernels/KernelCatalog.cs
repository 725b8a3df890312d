using P2C2R.Kernels.Dialogue;
using P2C2R.Kernels.NoOperation;
using P2C2R.Kernels.Pathfinding;
using P2C2R.Kernels.Physics.Destruction;
using P2C2R.Kernels.Physics.Fluid;
using P2C2R.Kernels.Physics.RigidBody;
using P2C2R.Kernels.ProceduralGeneration;
using P2C2R.Kernels.RayTracing.GlobalIllumination;
using P2C2R.Kernels.RayTracing.Reflections;
using P2C2R.Kernels.RayTracing.Shadows;
using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>The kernels of this release. All ten kinds are known; one that isn't built yet has no kernel here.</summary>
public static class KernelCatalog
{
    private static readonly IKernel[] Kernels =
    [
        new DialogueKernel(),
        new PathfindingKernel(),
        new ProceduralGenerationKernel(),
        new ReflectionsKernel(),
        new ShadowsKernel(),
        new GlobalIlluminationKernel(),
        new RigidBodyKernel(),
        new DestructionKernel(),
        new FluidKernel(),
        new NoOperationKernel(),
        new DialogueKernel(DialogueKernel.Endpoint),
    ];

    /// <summary>All kernels, in a fixed order.</summary>
    public static IReadOnlyList<IKernel> All => Kernels;

    /// <summary>The kernel for an exact version, or null.</summary>
    public static IKernel? Find(KernelId id) => Array.Find(Kernels, k => k.Id == id);

    /// <summary>The newest kernel of a kind, or null where this release has none (<see cref="ErrorCode.KindNotAvailable"/>).</summary>
    public static IKernel? Newest(string kind) => Kernels.Where(k => k.Id.Kind == kind).MaxBy(k => k.Id.Version);
}
