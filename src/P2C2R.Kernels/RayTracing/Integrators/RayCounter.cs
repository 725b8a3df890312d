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

    /// <summary>Camera rays that were found ahead.</summary>
    public CameraRays Expected { get; } = new();

    /// <summary>What a ray meets first.</summary>
    public bool Closest(in Ray ray, out Hit hit)
    {
        Rays++;
        if (!scene.Surfaces.HasHoles) return scene.Hierarchy.Closest(ray, out hit);
        var filter = new SurfaceFilter(scene.Surfaces, seesThroughBacks: false);
        return scene.Hierarchy.Closest(ray, ref filter, out hit);
    }

    /// <summary>What a camera's ray meets first; it looks through the backs of surfaces that have a front only.</summary>
    public bool ClosestFromCamera(in Ray ray, out Hit hit)
    {
        scene.Hierarchy.Closest(ray, out hit);
        return SeenByCamera(ray, ref hit);
    }

    /// <summary>The same, where the first of all surfaces is known: if a camera sees it, it is the first that a camera sees.</summary>
    /// <param name="ray">The ray.</param>
    /// <param name="hit">The first of all; receives the first that counts.</param>
    public bool SeenByCamera(in Ray ray, ref Hit hit)
    {
        Rays++;
        if (!hit.Found || (!scene.Surfaces.HasHoles && !scene.Surfaces.HasBacks)) return hit.Found;
        var filter = new SurfaceFilter(scene.Surfaces, scene.Surfaces.HasBacks);
        return filter.Accepts(ray, hit) || scene.Hierarchy.Closest(ray, ref filter, out hit);
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
