using P2C2R.Kernels.Images;
using P2C2R.Kernels.Images.Exr;
using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary>Makes a grey picture of each mask, of the occlusion and of each shadow map; docs/kernels/ray-tracing.md describes them.</summary>
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
            if (layer.View is LightmapView lightmap) means = LightmapFiles.Dilated(means, lightmap.Lay(plan.Scene).Map);
            switch (layer.Measure)
            {
                case ShadowsMeasure shadows:
                    masks = shadows.Lights.Count;
                    for (var j = 0; j < masks; j++) files.Add(WriteGrey(directory, $"shadow_{lights[shadows.Lights[j]].Name}.png", means, j, 1));
                    files.Add(WriteFloats(directory, ShadowsDocument.Masks, means, [.. shadows.Lights.Select(l => ChannelName(lights[l].Name))]));
                    lines.Add($"{masks} masks of {means.Width} x {means.Height} items, {means.Samples} samples each: {string.Join(", ", shadows.Lights.Take(8).Select(l => lights[l].Name))}");
                    break;
                case OcclusionMeasure occlusion:
                    files.Add(WriteGrey(directory, $"{layer.Name}.png", means, 0, 1));
                    lines.Add(FormattableString.Invariant($"ambient occlusion within {occlusion.Distance} of {means.Width} x {means.Height} items"));
                    break;
                default:
                    maps++;
                    files.Add(WriteFloats(directory, layer.Name, means, ["Z"]));
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
        PictureFiles.Create(directory, name, file => PngWriter.WriteGrey(file, layer.Width, layer.Height, greys));
        return name;
    }

    private static string WriteFloats(string directory, string name, ResultLayer layer, IReadOnlyList<string> channels)
    {
        PictureFiles.Create(directory, name + ".exr", file => ExrWriter.Write(file, layer.Width, layer.Height, PictureFiles.Channels(layer, channels), ExrCompression.Zip));
        return name + ".exr";
    }

    /// <summary>A layer's channel in an OpenEXR file, whose names have at most 31 characters.</summary>
    private static string ChannelName(string light) => (light.Length > 29 ? light[..29] : light) + ".Y";
}
