namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>The texels of one chart, to see which triangles lie on top of others.</summary>
internal sealed class ChartGrid
{
    // A chart larger than the greatest lightmap isn't looked at: it won't be packed at this density anyway.
    private const long MostTexels = (long)AtlasSettings.MaxSide * AtlasSettings.MaxSide;

    private readonly int[] _corners;
    private readonly bool[] _taken;
    private readonly int _width;
    private readonly int _height;

    private ChartGrid(int[] corners, int width, int height) => (_corners, _width, _height, _taken) = (corners, width, height, new bool[width * height]);

    /// <summary>The grid of a chart; null where it would be too large.</summary>
    public static ChartGrid? TryMake(Chart chart, double density)
    {
        var (width, height) = chart.SizeAt(density, 1);
        if ((long)width * height > MostTexels) return null;
        var corners = new int[6 * (chart.Triangles.Max() + 1)];
        chart.WriteTo(corners, 0, 0, density);
        return new ChartGrid(corners, width, height);
    }

    /// <summary>Takes the texels whose centres lie in a triangle; how many were free, and how many weren't.</summary>
    public (int Free, int Taken) Take(int triangle)
    {
        var (free, taken) = (0, 0);
        foreach (var (x, y) in Inside(triangle))
        {
            ref var texel = ref _taken[(y * _width) + x];
            if (texel) taken++;
            else free++;
            texel = true;
        }

        return (free, taken);
    }

    /// <summary>How many texels of a triangle are free, and how many aren't.</summary>
    public (int Free, int Taken) Look(int triangle)
    {
        var taken = Inside(triangle).Count(t => _taken[(t.Y * _width) + t.X]);
        return (Inside(triangle).Count() - taken, taken);
    }

    private IEnumerable<(int X, int Y)> Inside(int triangle)
    {
        var edges = new TexelTriangle(_corners.AsSpan(6 * triangle, 6));
        var (left, top, right, bottom) = edges.Box(_width, _height, 0);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                if (edges.Holds(x, y)) yield return (x, y);
            }
        }
    }
}
