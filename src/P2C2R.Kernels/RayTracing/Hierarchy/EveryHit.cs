namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>The filter that lets every hit count; the compiler leaves nothing of it.</summary>
internal readonly struct EveryHit : IHitFilter
{
    /// <inheritdoc/>
    public bool Accepts(in Ray ray, in Hit hit) => true;
}
