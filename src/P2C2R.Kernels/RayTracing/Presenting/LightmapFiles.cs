using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Lightmaps;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Presenting;

/// <summary>A lightmap as files: its pictures, whose empty texels are filled from their neighbours, and the scene with its light as a .glb.</summary>
internal static class LightmapFiles
{
    private const int Rings = 8;

    /// <summary>A merged layer, settled, whose texels beside charts are filled too.</summary>
    public static ResultLayer Dilated(ResultLayer layer, TexelMap map) => Around(SettledLightmap.Of(layer, map), map);

    /// <summary>Writes them; their names.</summary>
    public static IReadOnlyList<string> Write(string directory, string name, Scene scene, LightmapView view, ResultLayer layer, float exposure)
    {
        var (atlas, map) = view.Lay(scene);

        // The denoiser's are settled already.
        if (layer.Samples > 0) layer = SettledLightmap.Of(layer, map);
        var files = PictureFiles.Write(directory, name, Around(layer, map), exposure);
        var baked = $"{name}.glb";
        PictureFiles.Create(directory, baked, file => BakedSceneWriter.Write(file, scene, atlas, Looks(scene, map, layer, exposure)));
        return [.. files, baked];
    }

    private static ResultLayer Around(ResultLayer layer, TexelMap map)
    {
        var means = (float[])layer.Means.Clone();
        Dilation.Fill(means, layer.Channels, map, Rings);
        return layer with { Means = means };
    }

    /// <summary>What the surfaces look like, as a PNG.</summary>
    private static ReadOnlyMemory<byte> Looks(Scene scene, TexelMap map, ResultLayer layer, float exposure)
    {
        var looks = BakedColors.Make(scene, map, layer.Means);
        Dilation.Fill(looks, 4, map, Rings);
        var scale = ToneCurve.ScaleOf(exposure);
        var rgba = new byte[looks.Length];
        for (var i = 0; i < rgba.Length; i += 4)
        {
            (rgba[i], rgba[i + 1], rgba[i + 2]) = ToneCurve.Bytes(Float3.From(looks, i), scale);
            rgba[i + 3] = (byte)((Math.Clamp(looks[i + 3], 0, 1) * 255) + 0.5f);
        }

        using var png = new MemoryStream();
        PngWriter.WriteRgba(png, layer.Width, layer.Height, rgba);
        return png.ToArray();
    }
}
