namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>Triangles in the plane.</summary>
internal static class Flat
{
    /// <summary>Twice the signed area of a triangle: x and y of its three corners.</summary>
    public static double DoubleArea(ReadOnlySpan<double> p) => ((p[2] - p[0]) * (p[5] - p[1])) - ((p[3] - p[1]) * (p[4] - p[0]));
}
