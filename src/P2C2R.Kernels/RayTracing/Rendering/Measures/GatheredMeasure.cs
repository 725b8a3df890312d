using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>What a white, diffuse surface would reflect at the places of a view: red, green, blue. It is what lightmaps hold.</summary>
/// <param name="Path">How far light is followed.</param>
internal sealed record GatheredMeasure(PathSettings Path) : Measure
{
    /// <inheritdoc/>
    public override MeasureForm Form => MeasureForm.Gathered;

    /// <inheritdoc/>
    public override int Channels => 3;

    /// <inheritdoc/>
    public override long MostRays => MostRaysOf(Path);

    /// <inheritdoc/>
    public override long UsualRays => UsualRaysOf(Path);

    /// <inheritdoc/>
    public override ItemSampler? Open(View view, PreparedScene scene) => new Sampler(view, new PathTracer(new RayCounter(scene), Path));

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer) => WritePath(writer, Path);

    private sealed class Sampler(View view, PathTracer tracer) : ItemSampler(tracer.Rays)
    {
        public override bool Sample(int x, int y, SamplePoints points, Span<float> values)
        {
            if (!view.TryFindPlace(Rays, x, y, points, out var place) || !tracer.TryGather(place, points, out var gathered)) return false;
            (values[0], values[1], values[2]) = (gathered.X, gathered.Y, gathered.Z);
            return true;
        }
    }
}
