using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Integrators;

/// <summary>Traces rays for one thread and counts them: what is paid for.</summary>
/// <param name="scene">The scene.</param>
internal sealed class RayCounter(PreparedScene scene)
{
    // A shadow ray ends this share of its way before the light, so that it doesn't meet it.
    private const float ShadowShare = 1 - 1e-4f;

    /// <summary>The scene.</summary>
    public PreparedScene Scene => scene;

    /// <summary>Rays traced so far.</summary>
    public long Rays { get; private set; }

    /// <summary>What a ray meets first.</summary>
    /// <param name="ray">The ray.</param>
    /// <param name="isFromCamera">Whether it looks through the backs of surfaces that have a front only.</param>
    /// <param name="hit">Receives it.</param>
    public bool Closest(in Ray ray, bool isFromCamera, out Hit hit)
    {
        Rays++;
        var seesThroughBacks = isFromCamera && scene.Surfaces.HasBacks;
        if (!scene.Surfaces.HasHoles && !seesThroughBacks) return scene.Hierarchy.Closest(ray, out hit);
        var filter = new SurfaceFilter(scene.Surfaces, seesThroughBacks);
        return scene.Hierarchy.Closest(ray, ref filter, out hit);
    }

    /// <summary>Whether something stands in a ray's way.</summary>
    public bool Occluded(in Ray ray)
    {
        Rays++;
        if (!scene.Surfaces.HasHoles) return scene.Hierarchy.Occluded(ray);
        var filter = new SurfaceFilter(scene.Surfaces, seesThroughBacks: false);
        return scene.Hierarchy.Occluded(ray, ref filter);
    }

    /// <summary>Whether something stands between a place beside a surface and a light.</summary>
    public bool IsShadowed(in Ray towards, float distance) => Occluded(towards with { Farthest = distance * ShadowShare });
}
