using P2C2R.Kernels.Documents;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>The field <c>"lightmap"</c>.</summary>
internal static class LightmapFields
{
    /// <summary>Reads it.</summary>
    public static LightmapView Read(ref DocumentReader json, string parent)
    {
        var seen = new HashSet<string>();
        var (width, height, density, padding) = (256, 0, 0f, 2);
        json.ReadObjectStart(parent);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "width": width = (int)json.ReadInteger(field, AtlasSettings.MinSide, AtlasSettings.MaxSide); break;
                case "height": height = (int)json.ReadInteger(field, AtlasSettings.MinSide, AtlasSettings.MaxSide); break;
                case "texels_per_unit": density = (float)json.ReadNumber(field, 0, 1e6); break;
                case "padding": padding = (int)json.ReadInteger(field, 1, 16); break;
                default: throw json.Unknown(field, "width, height, texels_per_unit, padding");
            }
        }

        // Slices carry the density in binary32: what is planned must be the same number.
        return new LightmapView(new AtlasSettings(width, height == 0 ? width : height, density, padding));
    }

    /// <summary>The same view, once it is known that the scene fits into it.</summary>
    public static LightmapView Fitting(ref DocumentReader json, LightmapView view, Scene scene)
    {
        try
        {
            return view with { Warnings = AtlasMaker.Make(scene, view.Settings).Warnings };
        }
        catch (InputException e)
        {
            throw json.Wrong($"\"lightmap\": {e.Message}");
        }
    }
}
