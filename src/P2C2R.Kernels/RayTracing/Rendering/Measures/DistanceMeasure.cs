using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>
/// How far the first surface is from the middle of a light, through the middles of pixels: along a camera's forward direction, on a cube along
/// the ray. 0 where there is none.
/// </summary>
internal sealed record DistanceMeasure : Measure
{
    /// <inheritdoc/>
    public override MeasureForm Form => MeasureForm.Distance;

    /// <inheritdoc/>
    public override int Channels => 1;

    /// <inheritdoc/>
    public override long MostRays => 1;

    /// <inheritdoc/>
    public override ItemSampler? Open(View view, PreparedScene scene) => view is RayView rayView ? new Sampler(rayView, new RayCounter(scene)) : null;

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer)
    {
    }

    private sealed class Sampler(RayView view, RayCounter rays) : ItemSampler(rays)
    {
        public override bool Sample(int x, int y, SamplePoints points, Span<float> values)
        {
            var ray = view.RayOf(x, y, 0.5f, 0.5f);
            if (!Rays.Closest(ray, out var hit)) return true;
            values[0] = view is CameraView camera ? hit.Distance * Float3.Dot(ray.Direction, camera.Camera.Forward) : hit.Distance;
            return true;
        }
    }
}
