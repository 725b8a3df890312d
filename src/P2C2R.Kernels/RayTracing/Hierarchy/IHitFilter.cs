namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Says which hits count, for triangles with holes in their texture. A struct, so that rays without a filter don't pay for it.</summary>
public interface IHitFilter
{
    /// <summary>
    /// Whether a hit counts. It must depend on its arguments alone: which hits are asked about, how often and in which order
    /// depends on the hierarchy.
    /// </summary>
    bool Accepts(in Ray ray, in Hit hit);
}
