using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>
/// What tells surfaces apart, for the denoiser: base colour, normal, position (three numbers each). The sky, and what sends light out, is white and has neither.
/// </summary>
internal sealed record FeaturesMeasure : Measure
{
    /// <summary>Numbers of an item.</summary>
    public const int Count = 9;

    /// <inheritdoc/>
    public override MeasureForm Form => MeasureForm.Features;

    /// <inheritdoc/>
    public override int Channels => Count;

    /// <inheritdoc/>
    public override long MostRays => 1;

    /// <inheritdoc/>
    public override ItemSampler? Open(View view, PreparedScene scene) => new Sampler(view, new RayCounter(scene));

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer)
    {
    }

    private sealed class Sampler(View view, RayCounter rays) : ItemSampler(rays)
    {
        public override bool Sample(int x, int y, SamplePoints points, Span<float> values)
        {
            var isFound = view.TryFindPlace(Rays, x, y, points, out var place);
            if (!isFound || place.Emitted != Float3.Zero)
            {
                values[..3].Fill(1);
                return isFound;
            }

            (values[0], values[1], values[2]) = (place.Albedo.X, place.Albedo.Y, place.Albedo.Z);
            (values[3], values[4], values[5]) = (place.Normal.X, place.Normal.Y, place.Normal.Z);
            (values[6], values[7], values[8]) = (place.Position.X, place.Position.Y, place.Position.Z);
            return true;
        }
    }
}
