using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>
/// Ambient occlusion: the share, by the cosine, of directions in which nothing is near (S. Zhukov, A. Iones and G. Kronin, "An Ambient Light
/// Illumination Model", 1998), times the material's occlusion texture. 1 is open.
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
            var isOpen = Float3.Dot(place.FlatNormal, direction) > 0;
            var isTelling = !isOpen || TryLook(place.Leave(direction), out isOpen);
            values[0] = isOpen ? Rays.Scene.Surfaces.Occlusion(place.Hit) : 0;
            return isTelling;
        }

        /// <summary>Whether nothing is near; false where the sample tells nothing.</summary>
        private bool TryLook(Ray ray, out bool isOpen)
        {
            if (!view.CountsSamples || !Rays.Scene.Surfaces.HasBacks)
            {
                isOpen = !Rays.Occluded(ray with { Farthest = distance });
                return true;
            }

            var isHit = Rays.Closest(ray, out var hit);
            isOpen = !isHit || hit.Distance > distance;
            return !isHit || !Rays.Scene.Surfaces.IsBack(hit, ray.Direction);
        }
    }
}
