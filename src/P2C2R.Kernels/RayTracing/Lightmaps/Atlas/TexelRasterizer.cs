using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>
/// Finds what each texel shows. First the triangle that holds its centre, the lowest-numbered of several; then, for the texels
/// around that a bilinear read at a triangle's edge also uses, the nearest point of the nearest triangle.
/// </summary>
public static class TexelRasterizer
{
    // A bilinear read uses texels whose centres are less than one texel away along each axis: at most the square root of 2.
    private const double Reach = 2.0 * LightmapAtlas.Fraction * LightmapAtlas.Fraction;
    private const int CheckedEvery = 64;

    /// <summary>Makes the map.</summary>
    /// <param name="scene">The scene that the atlas was made for.</param>
    /// <param name="atlas">The atlas.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static TexelMap Rasterize(Scene scene, LightmapAtlas atlas, CancellationToken cancellation = default)
    {
        var map = new TexelMap(scene, atlas, new ChartLinks(scene, atlas, cancellation));
        for (var instance = 0; instance < atlas.InstanceCount; instance++)
        {
            for (var triangle = 0; triangle < atlas.TriangleCount(instance); triangle++)
            {
                if (triangle % CheckedEvery == 0) cancellation.ThrowIfCancellationRequested();
                CoverInside(map, atlas, instance, triangle);
            }
        }

        CoverAround(map, atlas, cancellation);
        return map;
    }

    private static void CoverInside(TexelMap map, LightmapAtlas atlas, int instance, int triangle)
    {
        var corners = Corners(atlas, instance, triangle);
        var (left, top, right, bottom) = corners.Box(map.Width, map.Height, 0);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                if (!corners.Holds(x, y)) continue;
                var texel = (y * map.Width) + x;
                var (second, third) = corners.Shares(x, y);
                if (map.IsCovered(texel)) map.OverlapCount++;
                else map.Set(texel, instance, triangle, second, third);
            }
        }
    }

    private static void CoverAround(TexelMap map, LightmapAtlas atlas, CancellationToken cancellation)
    {
        // Infinite where nothing was found yet, -1 where a triangle holds the centre.
        var distances = new double[map.Width * map.Height];
        for (var i = 0; i < distances.Length; i++) distances[i] = map.IsCovered(i) ? -1 : double.PositiveInfinity;
        for (var instance = 0; instance < atlas.InstanceCount; instance++)
        {
            for (var triangle = 0; triangle < atlas.TriangleCount(instance); triangle++)
            {
                if (triangle % CheckedEvery == 0) cancellation.ThrowIfCancellationRequested();
                CoverAround(map, atlas, instance, triangle, distances);
            }
        }
    }

    private static void CoverAround(TexelMap map, LightmapAtlas atlas, int instance, int triangle, double[] distances)
    {
        var corners = Corners(atlas, instance, triangle);
        var (left, top, right, bottom) = corners.Box(map.Width, map.Height, 1);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var texel = (y * map.Width) + x;
                if (distances[texel] < 0) continue;
                var (distance, second, third) = corners.Nearest(x, y);
                if (!(distance <= Reach && distance < distances[texel])) continue;
                distances[texel] = distance;
                map.Set(texel, instance, triangle, second, third);
            }
        }
    }

    private static TexelTriangle Corners(LightmapAtlas atlas, int instance, int triangle)
    {
        Span<int> corners = stackalloc int[6];
        for (var c = 0; c < 3; c++) (corners[2 * c], corners[(2 * c) + 1]) = atlas.Place(instance, triangle, c);
        return new TexelTriangle(corners);
    }
}
