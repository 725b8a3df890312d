using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Presenting;

/// <summary>A lightmap as files: its pictures, whose empty texels are filled from their neighbours.</summary>
internal static class LightmapFiles
{
    private const int Rings = 8;

    /// <summary>A layer whose texels beside charts are filled.</summary>
    public static ResultLayer Dilated(ResultLayer layer, TexelMap map)
    {
        var means = (float[])layer.Means.Clone();
        Dilation.Fill(means, layer.Channels, map, Rings);
        return layer with { Means = means };
    }

    /// <summary>Writes them; their names.</summary>
    public static IReadOnlyList<string> Write(string directory, string name, Scene scene, LightmapView view, ResultLayer layer, float exposure)
    {
        var (_, map) = view.Lay(scene);
        return PictureFiles.Write(directory, name, Dilated(layer, map), exposure);
    }
}
