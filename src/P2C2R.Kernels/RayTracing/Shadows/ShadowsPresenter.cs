using P2C2R.Kernels.Images;
using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary>Makes a grey picture of each mask, of the occlusion and of each shadow map; docs/kernels.md describes them.</summary>
internal static class ShadowsPresenter
{
    /// <summary>Presents.</summary>
    public static Presentation Present(RayPlan plan, RayResult result, string directory)
    {
        var files = new List<string>();
        var lines = new List<string>();
        var lights = ShadowLight.Of(plan.Scene);
        var (masks, maps) = (0, 0);
        for (var i = 0; i < plan.Layers.Count; i++)
        {
            var (layer, means) = (plan.Layers[i].Layer, result.Layers[i]);
            switch (layer.Measure)
            {
                case ShadowsMeasure shadows:
                    masks = shadows.Lights.Count;
                    for (var j = 0; j < masks; j++) files.Add(WriteGrey(directory, $"shadow_{lights[shadows.Lights[j]].Name}.png", means, j, 1));
                    lines.Add($"{masks} masks of {means.Width} x {means.Height} items, {means.Samples} samples each: {string.Join(", ", shadows.Lights.Take(8).Select(l => lights[l].Name))}");
                    break;
                case OcclusionMeasure occlusion:
                    files.Add(WriteGrey(directory, $"{layer.Name}.png", means, 0, 1));
                    lines.Add(FormattableString.Invariant($"ambient occlusion within {occlusion.Distance} of {means.Width} x {means.Height} items"));
                    break;
                default:
                    maps++;
                    files.Add(WriteGrey(directory, $"{layer.Name}.png", means, 0, means.Means.Max()));
                    break;
            }
        }

        if (maps > 0)
        {
            files.Add(ShadowMapFile.Write(directory, plan, result));
            lines.Add($"{maps} shadow maps; {ShadowMapFile.Name} says how they look into the scene");
        }

        var figures = RayFigures.Of(plan, result);
        figures["bounces"] = 0;
        figures["masks"] = masks;
        figures["shadow_maps"] = maps;
        return new Presentation([.. lines, .. RayFigures.Lines(plan, result)], files, figures);
    }

    private static string WriteGrey(string directory, string name, ResultLayer layer, int channel, float white)
    {
        var greys = new ushort[layer.Width * layer.Height];
        for (var i = 0; i < greys.Length; i++) greys[i] = (ushort)((Math.Clamp(layer.Means[(i * layer.Channels) + channel] / Math.Max(white, 1e-30f), 0, 1) * ushort.MaxValue) + 0.5f);
        using var file = File.Create(Path.Combine(directory, name));
        PngWriter.WriteGrey(file, layer.Width, layer.Height, greys);
        return name;
    }
}
