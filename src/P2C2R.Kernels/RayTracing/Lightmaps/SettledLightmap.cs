using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Rendering;

namespace P2C2R.Kernels.RayTracing.Lightmaps;

/// <summary>
/// What a lightmap's samples amount to. Samples that see the back of a surface tell nothing: they are inside of something, or what is there isn't
/// made to be seen. A texel is the mean of its others; one most of whose samples tell nothing is filled from its neighbours in the chart.
/// </summary>
internal static class SettledLightmap
{
    private const float LeastShare = 0.5f;

    /// <summary>A layer without the channel that says which share of the samples counts.</summary>
    /// <param name="layer">A layer of a lightmap, as it was merged.</param>
    /// <param name="map">What its texels show.</param>
    public static ResultLayer Of(ResultLayer layer, TexelMap map)
    {
        var channels = layer.Channels - 1;
        var means = new float[layer.Width * layer.Height * channels];
        var isVoid = new bool[layer.Width * layer.Height];
        for (var texel = 0; texel < isVoid.Length; texel++)
        {
            var share = layer.Means[(texel * layer.Channels) + channels];
            isVoid[texel] = !(share >= LeastShare);
            for (var c = 0; c < channels; c++) means[(texel * channels) + c] = isVoid[texel] ? 0 : layer.Means[(texel * layer.Channels) + c] / share;
        }

        VoidTexels.Fill(means, channels, map, isVoid);
        return layer with { Channels = channels, Means = means };
    }
}
