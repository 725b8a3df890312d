using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>The kernels of this release. All ten kinds are known; one that isn't built yet has no kernel here.</summary>
public static class KernelCatalog
{
    private static readonly Dictionary<KernelId, IKernel> ById = [];

    /// <summary>All kernels, by kind and version.</summary>
    public static IReadOnlyCollection<IKernel> All => ById.Values;

    /// <summary>The kernel for an exact version, or null.</summary>
    public static IKernel? Find(KernelId id) => ById.GetValueOrDefault(id);

    /// <summary>The newest kernel of a kind, or null where this release has none (<see cref="ErrorCode.KindNotAvailable"/>).</summary>
    public static IKernel? Newest(string kind) => ById.Values.Where(k => k.Id.Kind == kind).MaxBy(k => k.Id.Version);
}
