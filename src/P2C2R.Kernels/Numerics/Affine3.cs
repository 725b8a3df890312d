using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Numerics;

/// <summary>An affine map of space in plain IEEE binary32 arithmetic: where the three axes and the origin go.</summary>
/// <param name="X">Where 1, 0, 0 goes as a vector.</param>
/// <param name="Y">Where 0, 1, 0 goes as a vector.</param>
/// <param name="Z">Where 0, 0, 1 goes as a vector.</param>
/// <param name="Origin">Where 0, 0, 0 goes.</param>
public readonly record struct Affine3(Float3 X, Float3 Y, Float3 Z, Float3 Origin)
{
    /// <summary>Leaves everything where it is.</summary>
    public static Affine3 Identity => new(new Float3(1, 0, 0), new Float3(0, 1, 0), new Float3(0, 0, 1), default);

    /// <summary>The signed volume of the mapped unit cube.</summary>
    public float Determinant => Float3.Dot(X, Float3.Cross(Y, Z));

    /// <summary>Whether fronts of triangles become backs: their corners then turn the other way.</summary>
    public bool Mirrors => Determinant < 0;

    /// <summary>Where a point goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Point(Float3 p) => (X * p.X) + (Y * p.Y) + (Z * p.Z) + Origin;

    /// <summary>Where a direction goes; its length changes with the map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Vector(Float3 v) => (X * v.X) + (Y * v.Y) + (Z * v.Z);

    /// <summary>
    /// Where a surface's normal goes, not normalized: by the cofactors, which is the transposed inverse times the determinant. It
    /// stays on the side of the surface on which it was, whether or not the map mirrors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Normal(Float3 n)
    {
        var mapped = (Float3.Cross(Y, Z) * n.X) + (Float3.Cross(Z, X) * n.Y) + (Float3.Cross(X, Y) * n.Z);
        return Mirrors ? -mapped : mapped;
    }

    /// <summary>The map back, by cofactors; a map without volume (determinant 0) has none.</summary>
    public Affine3 Inverse()
    {
        var scale = 1 / Determinant;
        var (a, b, c) = (Float3.Cross(Y, Z) * scale, Float3.Cross(Z, X) * scale, Float3.Cross(X, Y) * scale);
        var linear = new Affine3(new Float3(a.X, b.X, c.X), new Float3(a.Y, b.Y, c.Y), new Float3(a.Z, b.Z, c.Z), default);
        return linear with { Origin = -linear.Vector(Origin) };
    }
}
