using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>
/// Makes a lightmap's atlas. Where the second UV sets of all instances fit beside one another, they are it, as they are: an engine then
/// needs no other coordinates. Else each instance keeps the shape of its second UV set where that is usable, or is cut into charts,
/// and everything is packed at one density.
/// </summary>
public static class AtlasMaker
{
    // Each try packs a little smaller.
    private const double Shrink = 0.96;
    private const int MostTries = 300;

    /// <summary>Makes an atlas.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="settings">How big.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InputException">It doesn't fit; the message says what would.</exception>
    public static LightmapAtlas Make(Scene scene, AtlasSettings settings, CancellationToken cancellation = default)
    {
        Check(scene, settings);
        if (settings.TexelsPerUnit == 0 && SharedLayout.TryMake(scene, settings, cancellation) is { } shared) return shared;
        var warnings = new List<string>();
        var area = scene.Instances.Sum(i => WorldTriangles.Area(scene, i));
        var density = settings.TexelsPerUnit > 0 ? settings.TexelsPerUnit : Math.Sqrt((double)settings.Width * settings.Height / area);
        if (!(area > 0 && double.IsFinite(density))) throw new InputException("the scene's triangles have no area in the world that a lightmap could show");
        var charts = new List<Chart>();
        for (var instance = 0; instance < scene.Instances.Count; instance++) charts.AddRange(InstanceCharts.Make(scene, instance, density, warnings, cancellation));
        if (charts.Count > AtlasSettings.MaxCharts) throw new InputException($"the scene falls into {charts.Count} charts, a lightmap can hold {AtlasSettings.MaxCharts}; join its triangles' edges, or bake it in parts");
        var packed = Pack(charts, settings, ref density, cancellation);
        return new LightmapAtlas(settings, density, Place(scene, charts, packed, density), charts.Count, warnings);
    }

    private static void Check(Scene scene, AtlasSettings settings)
    {
        if (settings.Width is < AtlasSettings.MinSide or > AtlasSettings.MaxSide || settings.Height is < AtlasSettings.MinSide or > AtlasSettings.MaxSide) throw new InputException($"a lightmap has {AtlasSettings.MinSide} x {AtlasSettings.MinSide} to {AtlasSettings.MaxSide} x {AtlasSettings.MaxSide} texels, {settings.Width} x {settings.Height} are asked for");
        if (settings.Padding is < 1 or > 16) throw new InputException($"a lightmap's padding is 1 to 16 texels, {settings.Padding} are asked for");
        if (!(settings.TexelsPerUnit >= 0 && settings.TexelsPerUnit <= 1e12)) throw new InputException("a lightmap's texels per unit must be 0 or more");
        var triangles = scene.Instances.Sum(i => (long)scene.Meshes[i.Mesh].TriangleCount);
        if (triangles > AtlasSettings.MaxTriangles) throw new InputException($"a lightmap can hold {AtlasSettings.MaxTriangles} triangles, the scene's instances have {triangles} together; bake it in parts");
    }

    private static (int X, int Y)[] Pack(List<Chart> charts, AtlasSettings settings, ref double density, CancellationToken cancellation)
    {
        for (var tries = settings.TexelsPerUnit > 0 ? MostTries - 1 : 0; tries < MostTries; tries++)
        {
            var sizes = new (int Width, int Height)[charts.Count];
            for (var i = 0; i < sizes.Length; i++) sizes[i] = charts[i].SizeAt(density, settings.Padding);

            // Padding lies right of and below each chart; at the atlas's own edges none is needed.
            if (SkylinePacker.TryPack(sizes, settings.Width + settings.Padding, settings.Height + settings.Padding, cancellation, out var places)) return places;
            density *= Shrink;
        }

        var remedy = settings.TexelsPerUnit > 0 ? "ask for fewer texels per unit or a bigger lightmap" : "ask for a bigger lightmap";
        throw new InputException($"{charts.Count} charts don't fit into a lightmap of {settings.Width} x {settings.Height} texels; {remedy}");
    }

    private static int[][] Place(Scene scene, List<Chart> charts, (int X, int Y)[] packed, double density)
    {
        var corners = new int[scene.Instances.Count][];
        for (var i = 0; i < corners.Length; i++) corners[i] = new int[6 * scene.Meshes[scene.Instances[i].Mesh].TriangleCount];
        for (var i = 0; i < charts.Count; i++)
        {
            var (chart, own) = (charts[i], corners[charts[i].Instance]);
            for (var t = 0; t < chart.Triangles.Length; t++) chart.CornersOf(t, packed[i].X, packed[i].Y, density, own.AsSpan(6 * chart.Triangles[t], 6));
        }

        return corners;
    }
}
