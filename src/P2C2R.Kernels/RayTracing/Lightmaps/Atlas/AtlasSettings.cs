namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>How big a lightmap is.</summary>
/// <param name="Width">Texels in a row, 16 to <see cref="MaxSide"/>.</param>
/// <param name="Height">Rows, as many.</param>
/// <param name="TexelsPerUnit">Texels for a unit of length in the world; 0 for as many as fit.</param>
/// <param name="Padding">Texels between charts, so that a smooth read of one never meets another: 1 to 16.</param>
public sealed record AtlasSettings(int Width, int Height, double TexelsPerUnit = 0, int Padding = 2)
{
    /// <summary>Greatest width and height.</summary>
    public const int MaxSide = 4096;

    /// <summary>Least width and height.</summary>
    public const int MinSide = 16;

    /// <summary>Charts; each takes time to pack and texels of its own.</summary>
    public const int MaxCharts = 1 << 18;

    /// <summary>Triangles of all instances together.</summary>
    public const int MaxTriangles = 1 << 21;
}
