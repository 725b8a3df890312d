using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>How much of each light a surface sees: 0 in its shadow, 1 in full light, between in the penumbra.</summary>
/// <param name="Lights">Numbers of the lights: those without an area, then instances that have triangles which send light.</param>
internal sealed record ShadowsMeasure(IReadOnlyList<int> Lights) : Measure
{
    /// <summary>Most lights of one task.</summary>
    public const int MaxLights = 32;

    /// <inheritdoc/>
    public override MeasureForm Form => MeasureForm.Shadows;

    /// <inheritdoc/>
    public override int Channels => Lights.Count;

    /// <inheritdoc/>
    public override long MostRays => 1 + Lights.Count;

    /// <inheritdoc/>
    public override ItemSampler? Open(View view, PreparedScene scene)
    {
        var lights = scene.LightsFor(isDiffuseFollowed: true);
        return Lights.All(l => l < lights.PunctualCount + lights.AreaInstances.Count) ? new Sampler(view, new RayCounter(scene), Lights) : null;
    }

    /// <summary>Reads all but the form.</summary>
    internal static ShadowsMeasure? ReadParts(ref CanonicalReader reader)
    {
        var count = reader.U8();
        if (count is 0 or > MaxLights) return null;
        var lights = new int[count];
        for (var i = 0; i < count; i++) lights[i] = reader.I32();
        return Array.TrueForAll(lights, static l => l >= 0) ? new ShadowsMeasure(lights) : null;
    }

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer)
    {
        writer.U8((byte)Lights.Count);
        foreach (var light in Lights) writer.I32(light);
    }

    private sealed class Sampler(View view, RayCounter rays, IReadOnlyList<int> lights) : ItemSampler(rays)
    {
        public override bool Sample(int x, int y, SamplePoints points, Span<float> values)
        {
            if (!view.TryFindPlace(Rays, x, y, points, out var place) || (view.CountsSamples && SeesBack(place, points))) return false;
            var all = Rays.Scene.LightsFor(isDiffuseFollowed: true);
            for (var i = 0; i < values.Length; i++)
            {
                var (u, v) = points.Pair(PathTracer.FirstDimension + (2 * i));
                var (choice, _) = points.Pair(PathTracer.FirstDimension + (2 * i) + 1);
                if (!all.TryAim(lights[i], place.Position, choice, u, v, out var light)) continue;
                if (Float3.Dot(place.Normal, light.Direction) <= 0 || Float3.Dot(place.FlatNormal, light.Direction) <= 0) continue;
                if (!Rays.IsShadowed(place.Leave(light.Direction), light.Distance)) values[i] = 1;
            }

            return true;
        }

        /// <summary>One ray more, in the place of the camera's.</summary>
        private bool SeesBack(in SurfacePoint place, SamplePoints points)
        {
            if (!Rays.Scene.Surfaces.HasBacks) return false;
            var (u, v) = points.Pair(PathTracer.FirstDimension + (2 * lights.Count));
            var direction = place.Frame.ToWorld(Mapping.CosineHemisphere(u, v));
            if (Float3.Dot(place.FlatNormal, direction) <= 0) return false;
            return Rays.Closest(place.Leave(direction), out var hit) && Rays.Scene.Surfaces.IsBack(hit, direction);
        }
    }
}
