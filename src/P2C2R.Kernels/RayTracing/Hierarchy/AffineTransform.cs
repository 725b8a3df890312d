using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Where a mesh stands: a point (x, y, z) goes to X * x + Y * y + Z * z + Origin.</summary>
/// <param name="X">Where the x axis points.</param>
/// <param name="Y">Where the y axis points.</param>
/// <param name="Z">Where the z axis points.</param>
/// <param name="Origin">Where the point 0, 0, 0 goes.</param>
public readonly record struct AffineTransform(Float3 X, Float3 Y, Float3 Z, Float3 Origin)
{
    /// <summary>Leaves everything where it is.</summary>
    public static AffineTransform Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), default);

    /// <summary>From the 12 numbers of a 3 x 4 matrix, row by row.</summary>
    public static AffineTransform FromRows(ReadOnlySpan<float> m) => new(new(m[0], m[4], m[8]), new(m[1], m[5], m[9]), new(m[2], m[6], m[10]), new(m[3], m[7], m[11]));

    /// <summary>Where a point goes.</summary>
    public Float3 Point(Float3 p) => (X * p.X) + (Y * p.Y) + (Z * p.Z) + Origin;

    /// <summary>Where a direction points.</summary>
    public Float3 Direction(Float3 d) => (X * d.X) + (Y * d.Y) + (Z * d.Z);
}
