namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>KHR_texture_transform as a matrix: u' = Uu u + Uv v + U, v' = Vu u + Vv v + V.</summary>
/// <param name="Uu">u' for u.</param>
/// <param name="Uv">u' for v.</param>
/// <param name="U">u' at 0, 0.</param>
/// <param name="Vu">v' for u.</param>
/// <param name="Vv">v' for v.</param>
/// <param name="V">v' at 0, 0.</param>
public readonly record struct UvTransform(float Uu, float Uv, float U, float Vu, float Vv, float V)
{
    /// <summary>Leaves coordinates as they are.</summary>
    public static UvTransform Identity => new(1, 0, 0, 0, 1, 0);

    /// <summary>Transformed coordinates.</summary>
    public (float U, float V) Apply(float u, float v) => ((Uu * u) + (Uv * v) + U, (Vu * u) + (Vv * v) + V);
}
