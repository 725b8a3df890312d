namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>A rectangle of a view's items.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct Region(int X, int Y, int Width, int Height)
{
    /// <summary>How many items.</summary>
    public int Count => Width * Height;

    /// <summary>A grid cut into squares, row by row.</summary>
    public static IEnumerable<Region> Cut(int width, int height, int side)
    {
        for (var y = 0; y < height; y += side)
        {
            for (var x = 0; x < width; x += side) yield return new Region(x, y, Math.Min(side, width - x), Math.Min(side, height - y));
        }
    }
}
