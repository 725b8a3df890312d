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

    /// <summary>Finds ahead, and together, what the rays of an item's next <see cref="CameraRays.Count"/> samples meet.</summary>
    /// <param name="rays">Keeps it.</param>
    /// <param name="x">The item's column.</param>
    /// <param name="y">The item's row.</param>
    /// <param name="first">Of the first sample.</param>
    public void Expect(RayCounter rays, int x, int y, SamplePoints first)
    {
        var next = rays.Expected.Begin(first.Sample);
        for (var i = 0; i < next.Length; i++) next[i] = RayOf(x, y, first with { Sample = first.Sample + i });
        rays.Expected.Find(rays.Scene.Hierarchy);
    }

    /// <summary>What a sample of an item looks at.</summary>
    public bool TryHit(RayCounter rays, int x, int y, SamplePoints points, out Ray ray, out Hit hit)
    {
        if (rays.Expected.TryGet(points.Sample, out ray, out hit)) return rays.SeenByCamera(ray, ref hit);
        ray = RayOf(x, y, points);
        return rays.ClosestFromCamera(ray, out hit);
    }

    /// <inheritdoc/>
    public override bool TryFindPlace(RayCounter rays, int x, int y, SamplePoints points, out SurfacePoint place)
    {
        place = default;
        if (!TryHit(rays, x, y, points, out var ray, out var hit)) return false;
        rays.Scene.Surfaces.Describe(hit, ray.Direction, out place);
        return true;
    }

    private Ray RayOf(int x, int y, SamplePoints points)
    {
        var (u, v) = points.Pair(0);
        return RayOf(x, y, u, v);
    }
}
