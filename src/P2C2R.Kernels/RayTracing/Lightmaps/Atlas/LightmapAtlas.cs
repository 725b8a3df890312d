namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>
/// Where each triangle of each instance lies in a lightmap. A pure function of the scene and the settings, made of binary64 and whole
/// numbers, so that every machine gets the same. Places are whole multiples of 1 / <see cref="Fraction"/> texel, x from the left edge,
/// y from the top edge; the centre of the first texel is at 0.5, 0.5.
/// </summary>
public sealed class LightmapAtlas
{
    /// <summary>Parts of a texel.</summary>
    public const int Fraction = 256;

    private readonly int[][] _corners;

    internal LightmapAtlas(AtlasSettings settings, double texelsPerUnit, int[][] corners, int charts, IReadOnlyList<string> warnings)
    {
        (Width, Height, TexelsPerUnit, ChartCount, Warnings, _corners) = (settings.Width, settings.Height, texelsPerUnit, charts, warnings, corners);
    }

    /// <summary>Texels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Texels for a unit of length in the world.</summary>
    public double TexelsPerUnit { get; }

    /// <summary>Pieces that were placed.</summary>
    public int ChartCount { get; }

    /// <summary>What couldn't be used as the file has it.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>How many instances it has: all of the scene's.</summary>
    public int InstanceCount => _corners.Length;

    /// <summary>x and y of a corner in parts of a texel.</summary>
    /// <param name="instance">The instance's number in the scene.</param>
    /// <param name="triangle">The triangle's number in its mesh.</param>
    /// <param name="corner">0, 1 or 2.</param>
    public (int X, int Y) Place(int instance, int triangle, int corner)
    {
        var at = 2 * ((3 * triangle) + corner);
        return (_corners[instance][at], _corners[instance][at + 1]);
    }

    /// <summary>The same as texture coordinates: 0 to 1, v down.</summary>
    public (float U, float V) TexCoords(int instance, int triangle, int corner)
    {
        var (x, y) = Place(instance, triangle, corner);
        return ((float)x / (Fraction * Width), (float)y / (Fraction * Height));
    }

    internal int TriangleCount(int instance) => _corners[instance].Length / 6;
}
