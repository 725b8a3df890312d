using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>
/// Ambient occlusion: the share, by the cosine, of directions in which nothing is near (S. Zhukov, A. Iones and G. Kronin, "An Ambient Light
/// Illumination Model", 1998). 1 is open.
/// </summary>
/// <param name="Distance">What is nearer is near.</param>
internal sealed record OcclusionMeasure(float Distance) : Measure
{
    /// <inheritdoc/>
    public override MeasureForm Form => MeasureForm.Occlusion;

    /// <inheritdoc/>
    public override int Channels => 1;

    /// <inheritdoc/>
    public override long MostRays => 2;

    /// <inheritdoc/>
    public override ItemSampler? Open(View view, PreparedScene scene) => new Sampler(view, new RayCounter(scene), Distance);

    /// <summary>Reads all but the form.</summary>
    internal static OcclusionMeasure? ReadParts(ref CanonicalReader reader)
    {
        var distance = reader.F32();
        return distance > 0 ? new OcclusionMeasure(distance) : null;
    }

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer) => writer.F32(Distance);

    private sealed class Sampler(View view, RayCounter rays, float distance) : ItemSampler(rays)
    {
        public override bool Sample(int x, int y, SamplePoints points, Span<float> values)
        {
            values[0] = 1;
            if (!view.TryFindPlace(Rays, x, y, points, out var place)) return false;
            var (u, v) = points.Pair(PathTracer.FirstDimension);
            var direction = place.Frame.ToWorld(Mapping.CosineHemisphere(u, v));
            if (Float3.Dot(place.FlatNormal, direction) <= 0)
            {
                values[0] = 0;
                return true;
            }

            if (!view.CountsSamples || !Rays.Scene.Surfaces.HasBacks)
            {
                if (Rays.Occluded(place.Leave(direction) with { Farthest = distance })) values[0] = 0;
                return true;
            }

            if (!Rays.Closest(place.Leave(direction), out var hit)) return true;
            if (hit.Distance <= distance) values[0] = 0;
            return !Rays.Scene.Surfaces.IsBack(hit, direction);
        }
    }
}
