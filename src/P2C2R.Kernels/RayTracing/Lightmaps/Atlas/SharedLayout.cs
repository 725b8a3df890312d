using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>The second UV sets of all instances as one atlas, unchanged: made for that where they lie beside one another.</summary>
internal static class SharedLayout
{
    // At the resolution of the lightmap: a margin of a texel between neighbours may be missing, whole charts may not lie on others.
    private const double MostOverlap = 0.01;

    /// <summary>The atlas; null where a UV set is missing or leaves 0 to 1, or where they overlap.</summary>
    public static LightmapAtlas? TryMake(Scene scene, AtlasSettings settings, CancellationToken cancellation)
    {
        var corners = new int[scene.Instances.Count][];
        var (area, texels) = (0.0, 0.0);
        for (var i = 0; i < corners.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var mesh = scene.Meshes[scene.Instances[i].Mesh];
            if (mesh.TexCoords1 is null || Corners(mesh, mesh.TexCoords1, settings) is not { } own) return null;
            corners[i] = own;
            area += WorldTriangles.Area(scene, scene.Instances[i]);
            for (var t = 0; t < mesh.TriangleCount; t++) texels += (double)new TexelTriangle(own.AsSpan(6 * t, 6)).DoubleArea / (2 * LightmapAtlas.Fraction * LightmapAtlas.Fraction);
        }

        if (!(texels > 0) || Overlap(corners, settings) > MostOverlap) return null;
        return new LightmapAtlas(settings, Math.Sqrt(texels / area), corners, corners.Length, []);
    }

    private static int[]? Corners(SceneMesh mesh, float[] texCoords, AtlasSettings settings)
    {
        var corners = new int[6 * mesh.TriangleCount];
        for (var i = 0; i < mesh.Indices.Length; i++)
        {
            double u = texCoords[2 * mesh.Indices[i]], v = texCoords[(2 * mesh.Indices[i]) + 1];
            if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null;
            corners[2 * i] = (int)Math.Floor((u * settings.Width * LightmapAtlas.Fraction) + 0.5);
            corners[(2 * i) + 1] = (int)Math.Floor((v * settings.Height * LightmapAtlas.Fraction) + 0.5);
        }

        return corners;
    }

    /// <summary>The share of the texels that more than one triangle wants.</summary>
    private static double Overlap(int[][] corners, AtlasSettings settings)
    {
        var taken = new bool[settings.Width * settings.Height];
        var (wanted, refused) = (0L, 0L);
        foreach (var own in corners)
        {
            for (var at = 0; at < own.Length; at += 6) Take(new TexelTriangle(own.AsSpan(at, 6)), settings, taken, ref wanted, ref refused);
        }

        return wanted == 0 ? 0 : (double)refused / wanted;
    }

    private static void Take(TexelTriangle triangle, AtlasSettings settings, bool[] taken, ref long wanted, ref long refused)
    {
        var (left, top, right, bottom) = triangle.Box(settings.Width, settings.Height, 0);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                if (!triangle.Holds(x, y)) continue;
                ref var texel = ref taken[(y * settings.Width) + x];
                wanted++;
                if (texel) refused++;
                texel = true;
            }
        }
    }
}
