using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>What arrives at places from all directions, as 9 spherical harmonics of each of red, green, blue.</summary>
/// <param name="Path">How far light is followed.</param>
internal sealed record HarmonicsMeasure(PathSettings Path) : Measure
{
    /// <inheritdoc/>
    public override MeasureForm Form => MeasureForm.Harmonics;

    /// <inheritdoc/>
    public override int Channels => 3 * SphericalHarmonics.Count;

    /// <inheritdoc/>
    public override long MostRays => MostRaysOf(Path);

    /// <inheritdoc/>
    public override long UsualRays => UsualRaysOf(Path);

    /// <inheritdoc/>
    public override ItemSampler? Open(View view, PreparedScene scene) => view is ProbeView probes ? new Sampler(probes, new PathTracer(new RayCounter(scene), Path)) : null;

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer) => WritePath(writer, Path);

    private sealed class Sampler(ProbeView view, PathTracer tracer) : ItemSampler(tracer.Rays)
    {
        public override bool Sample(int x, int y, SamplePoints points, Span<float> values)
        {
            if (tracer.TrySampleLight(view.Positions[x], points, out var direction, out var light)) Add(values, direction, light);
            var (u, v) = points.Pair(0);
            var ray = view.RayOf(x, y, u, v);
            Add(values, ray.Direction, tracer.Around(ray, points) * PathTracer.Sphere);
            return true;
        }

        private static void Add(Span<float> values, Float3 direction, Float3 light)
        {
            Span<float> basis = stackalloc float[SphericalHarmonics.Count];
            SphericalHarmonics.Evaluate(direction, basis);
            for (var i = 0; i < basis.Length; i++)
            {
                values[3 * i] += light.X * basis[i];
                values[(3 * i) + 1] += light.Y * basis[i];
                values[(3 * i) + 2] += light.Z * basis[i];
            }
        }
    }
}
