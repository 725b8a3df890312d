using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Cli.Bench.RayTracing;

/// <summary>Rays of one kind.</summary>
/// <param name="Name">For people.</param>
/// <param name="Rays">Them; neighbours in packets of 16 for those of a camera.</param>
/// <param name="Way">How they are traced: "closest", "packets" or "occluded".</param>
/// <param name="Number">Which set of the scene file they are.</param>
internal sealed record RaySet(string Name, Ray[] Rays, string Way, int Number)
{
    /// <summary>Whether any hit will do.</summary>
    public bool IsShadow => Way == "occluded";
}
