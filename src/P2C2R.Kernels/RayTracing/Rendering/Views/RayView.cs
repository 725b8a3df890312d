using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Views;

/// <summary>A view whose items look along rays.</summary>
internal abstract record RayView : View
{
    /// <summary>The ray through a point of an item, each part from 0 to below 1; its direction has unit length.</summary>
    public abstract Ray RayOf(int x, int y, float u, float v);

    /// <inheritdoc/>
    public override bool TryFindPlace(RayCounter rays, int x, int y, SamplePoints points, out SurfacePoint place)
    {
        var (u, v) = points.Pair(0);
        var ray = RayOf(x, y, u, v);
        place = default;
        if (!rays.Closest(ray, isFromCamera: true, out var hit)) return false;
        rays.Scene.Surfaces.Describe(hit, ray.Direction, out place);
        return true;
    }
}
