namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>Triangles laid out flat, in units of the world: a piece of an atlas.</summary>
/// <param name="instance">Whose they are.</param>
/// <param name="triangles">Their numbers.</param>
/// <param name="places">x and y of each triangle's corners: 6 numbers a triangle.</param>
internal sealed class Chart(int instance, int[] triangles, double[] places)
{
    private readonly (double Left, double Top, double Right, double Bottom) _box = BoxOf(places);

    /// <summary>Whose they are.</summary>
    public int Instance => instance;

    /// <summary>The triangles.</summary>
    public int[] Triangles => triangles;

    /// <summary>Texels that it takes, padding on the right and below included. Its edges lie on centres of texels, so that a smooth read of an edge needs no neighbour.</summary>
    public (int Width, int Height) SizeAt(double density, int padding) => (SizeOf(_box.Right - _box.Left, density) + padding, SizeOf(_box.Bottom - _box.Top, density) + padding);

    /// <summary>The corners of one of its triangles in parts of a texel.</summary>
    /// <param name="index">Which of <see cref="Triangles"/>.</param>
    /// <param name="left">The chart's first column.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="density">Texels for a unit of length.</param>
    /// <param name="corners">Receives x and y of three corners.</param>
    public void CornersOf(int index, int left, int top, double density, Span<int> corners)
    {
        for (var c = 0; c < 6; c += 2)
        {
            corners[c] = Snap(left, places[(6 * index) + c] - _box.Left, density);
            corners[c + 1] = Snap(top, places[(6 * index) + c + 1] - _box.Top, density);
        }
    }

    // Sizes are capped: what is larger fits nowhere, and mustn't overflow.
    private static int SizeOf(double extent, double density) => (int)Math.Min(Math.Ceiling(extent * density), 1 << 20) + 1;

    private static int Snap(int first, double distance, double density) =>
        (first * LightmapAtlas.Fraction) + (int)Math.Floor((distance * density * LightmapAtlas.Fraction) + (LightmapAtlas.Fraction / 2) + 0.5);

    private static (double Left, double Top, double Right, double Bottom) BoxOf(double[] places)
    {
        var box = (Left: places[0], Top: places[1], Right: places[0], Bottom: places[1]);
        for (var i = 2; i < places.Length; i += 2)
        {
            box = (Math.Min(box.Left, places[i]), Math.Min(box.Top, places[i + 1]), Math.Max(box.Right, places[i]), Math.Max(box.Bottom, places[i + 1]));
        }

        return box;
    }
}
