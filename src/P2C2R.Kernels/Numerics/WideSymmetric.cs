using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Numerics;

/// <summary>Eight symmetric 3 x 3 matrices, one a lane.</summary>
internal readonly struct WideSymmetric(Wide3 diagonal, Wide3 rest)
{
    /// <summary>xx, yy, zz.</summary>
    public readonly Wide3 Diagonal = diagonal;

    /// <summary>xy, xz, yz.</summary>
    public readonly Wide3 Rest = rest;

    /// <summary>A matrix times a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide3 operator *(WideSymmetric m, Wide3 v) => new(
        (m.Diagonal.X * v.X) + (m.Rest.X * v.Y) + (m.Rest.Y * v.Z),
        (m.Rest.X * v.X) + (m.Diagonal.Y * v.Y) + (m.Rest.Z * v.Z),
        (m.Rest.Y * v.X) + (m.Rest.Z * v.Y) + (m.Diagonal.Z * v.Z));
}
