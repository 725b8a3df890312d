using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>The charts of an instance: its mesh's second UV set as one, or pieces that are flat enough.</summary>
internal static class InstanceCharts
{
    // Where more of the second UV set than this lies on top of itself, it was not made for lightmaps.
    private const double MostOverlap = 0.01;

    /// <summary>Makes them.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="instance">The instance's number.</param>
    /// <param name="density">Texels for a unit of length, about; overlaps are looked for at this density.</param>
    /// <param name="warnings">Where it is said which UV set can't be used.</param>
    /// <param name="cancellation">Ends it.</param>
    public static List<Chart> Make(Scene scene, int instance, double density, List<string> warnings, CancellationToken cancellation)
    {
        var triangles = new WorldTriangles(scene, scene.Instances[instance]);
        if (triangles.Mesh.TexCoords1 is { } texCoords)
        {
            if (SecondSet(triangles, instance, texCoords) is { } chart && OverlapOf(chart, density) <= MostOverlap) return [chart];
            var warning = $"{triangles.Mesh.Name}: its second UV set overlaps itself or leaves 0 to 1; an atlas is made in its stead";
            if (!warnings.Contains(warning)) warnings.Add(warning);
        }

        return ChartCutter.Cut(triangles, instance, density, cancellation);
    }

    /// <summary>The second UV set, as large as its triangles are in the world; null where it can't be used.</summary>
    private static Chart? SecondSet(WorldTriangles triangles, int instance, float[] texCoords)
    {
        var (area, flatArea) = (0.0, 0.0);
        var places = new double[6 * triangles.Count];
        for (var i = 0; i < triangles.Count; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                var vertex = triangles.Mesh.Indices[(3 * i) + c];
                var (u, v) = (texCoords[2 * vertex], texCoords[(2 * vertex) + 1]);
                if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null;
                (places[(6 * i) + (2 * c)], places[(6 * i) + (2 * c) + 1]) = (u, v);
            }

            area += triangles.Normal(i).Length;
            flatArea += Math.Abs(Flat.DoubleArea(places.AsSpan(6 * i, 6)));
        }

        if (!(flatArea > 0)) return null;
        var scale = Math.Sqrt(area / flatArea);
        for (var i = 0; i < places.Length; i++) places[i] *= scale;
        return double.IsFinite(scale) ? new Chart(instance, [.. Enumerable.Range(0, triangles.Count)], places) : null;
    }

    /// <summary>The share of its texels that more than one triangle wants.</summary>
    private static double OverlapOf(Chart chart, double density)
    {
        if (ChartGrid.TryMake(chart, density) is not { } grid) return 0;
        var (wanted, refused) = (0L, 0L);
        for (var i = 0; i < chart.Triangles.Length; i++)
        {
            var (free, taken) = grid.Take(i);
            (wanted, refused) = (wanted + free + taken, refused + taken);
        }

        return wanted == 0 ? 0 : (double)refused / wanted;
    }
}
