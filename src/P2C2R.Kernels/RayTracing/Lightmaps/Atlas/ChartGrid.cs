namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>The texels of one chart, to see which triangles lie on top of others.</summary>
internal sealed class ChartGrid
{
    // A chart larger than the greatest lightmap isn't looked at: it won't be packed at this density anyway.
    private const long MostTexels = (long)AtlasSettings.MaxSide * AtlasSettings.MaxSide;

    private readonly Chart _chart;
    private readonly double _density;
    private readonly bool[] _taken;
    private readonly int _width;
    private readonly int _height;

    private ChartGrid(Chart chart, double density, int width, int height) => (_chart, _density, _width, _height, _taken) = (chart, density, width, height, new bool[width * height]);

    /// <summary>The grid of a chart; null where it would be too large.</summary>
    public static ChartGrid? TryMake(Chart chart, double density)
    {
        var (width, height) = chart.SizeAt(density, 1);
        return (long)width * height > MostTexels ? null : new ChartGrid(chart, density, width, height);
    }

    /// <summary>Takes the texels whose centres lie in a triangle; how many were free, and how many weren't.</summary>
    /// <param name="index">Which of the chart's triangles.</param>
    public (int Free, int Taken) Take(int index)
    {
        var (free, taken) = (0, 0);
        foreach (var (x, y) in Inside(index))
        {
            ref var texel = ref _taken[(y * _width) + x];
            if (texel) taken++;
            else free++;
            texel = true;
        }

        return (free, taken);
    }

    /// <summary>Whether all texels of a triangle are free.</summary>
    /// <param name="index">Which of the chart's triangles.</param>
    public bool IsFree(int index) => Inside(index).All(t => !_taken[(t.Y * _width) + t.X]);

    private TexelTriangle TriangleAt(int index)
    {
        Span<int> corners = stackalloc int[6];
        _chart.CornersOf(index, 0, 0, _density, corners);
        return new TexelTriangle(corners);
    }

    private IEnumerable<(int X, int Y)> Inside(int index)
    {
        var edges = TriangleAt(index);
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
