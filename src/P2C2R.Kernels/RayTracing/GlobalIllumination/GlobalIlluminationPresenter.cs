using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;

namespace P2C2R.Kernels.RayTracing.GlobalIllumination;

/// <summary>Makes pictures, lightmaps and <c>probes.json</c>; docs/kernels/ray-tracing.md describes them.</summary>
internal static class GlobalIlluminationPresenter
{
    /// <summary>Presents.</summary>
    public static Presentation Present(RayPlan plan, RayResult result, string directory)
    {
        var files = new List<string>();
        var lines = new List<string>();
        var figures = RayFigures.Of(plan, result);
        for (var i = 0; i < plan.Layers.Count; i++)
        {
            var layer = plan.Layers[i].Layer;
            if (layer.Measure is RadianceMeasure radiance)
            {
                figures["bounces"] = radiance.Path.Bounces;
                files.AddRange(PictureFiles.Write(directory, layer.Name, result.Shown(plan, i), plan.Exposure));
                lines.Add($"a picture of {layer.View.Width} x {layer.View.Height} pixels, {layer.Samples} samples each, up to {radiance.Path.Bounces} bounces");
            }
            else if (layer.View is LightmapView lightmap && layer.Measure is GatheredMeasure gathered)
            {
                figures["bounces"] = gathered.Path.Bounces;
                files.AddRange(LightmapFiles.Write(directory, layer.Name, plan.Scene, lightmap, result.Shown(plan, i), plan.Exposure));
                lines.Add($"a lightmap of {layer.View.Width} x {layer.View.Height} texels, {layer.Samples} samples each, up to {gathered.Path.Bounces} bounces");
            }
            else if (layer.View is ProbeView probes && layer.Measure is HarmonicsMeasure harmonics)
            {
                figures["bounces"] = harmonics.Path.Bounces;
                figures["probes"] = probes.Positions.Count;
                files.AddRange(ProbeFiles.Write(directory, layer.Name, probes, result.Layers[i], plan.Exposure));
                lines.Add($"{probes.Positions.Count} probes of 9 spherical harmonics, {layer.Samples} samples each, up to {harmonics.Path.Bounces} bounces");
            }
        }

        return new Presentation([.. lines, .. RayFigures.Lines(plan, result)], files, figures);
    }
}
