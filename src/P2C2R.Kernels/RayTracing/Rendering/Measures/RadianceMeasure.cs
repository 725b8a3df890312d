using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>What a view's rays see: red, green, blue.</summary>
/// <param name="Path">How far light is followed.</param>
internal sealed record RadianceMeasure(PathSettings Path) : Measure
{
    /// <inheritdoc/>
    public override MeasureForm Form => MeasureForm.Radiance;

    /// <inheritdoc/>
    public override int Channels => 3;

    /// <inheritdoc/>
    public override long MostRays => MostRaysOf(Path);

    /// <inheritdoc/>
    public override long UsualRays => UsualRaysOf(Path);

    /// <inheritdoc/>
    public override ItemSampler? Open(View view, PreparedScene scene) => view is RayView rayView ? new Sampler(rayView, new PathTracer(new RayCounter(scene), Path)) : null;

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer) => WritePath(writer, Path);

    private sealed class Sampler(RayView view, PathTracer tracer) : ItemSampler(tracer.Rays)
    {
        public override bool Sample(int x, int y, SamplePoints points, Span<float> values)
        {
            var isHit = view.TryHit(Rays, x, y, points, out var ray, out var hit);
            var seen = tracer.Radiance(ray, isHit, hit, points);
            (values[0], values[1], values[2]) = (seen.X, seen.Y, seen.Z);
            return true;
        }
    }
}
