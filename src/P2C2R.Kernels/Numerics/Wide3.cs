using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Numerics;

/// <summary>Eight vectors of three numbers, one a lane (<see cref="Wide"/>); plain IEEE arithmetic in the order of <see cref="Float3"/>.</summary>
internal readonly struct Wide3(Vector256<float> x, Vector256<float> y, Vector256<float> z)
{
    /// <summary>First parts.</summary>
    public readonly Vector256<float> X = x;

    /// <summary>Second parts.</summary>
    public readonly Vector256<float> Y = y;

    /// <summary>Third parts.</summary>
    public readonly Vector256<float> Z = z;

    /// <summary>Part by part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide3 operator +(Wide3 a, Wide3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Part by part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide3 operator -(Wide3 a, Wide3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Each part scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide3 operator *(Wide3 a, Vector256<float> scale) => new(a.X * scale, a.Y * scale, a.Z * scale);

    /// <summary>The scalar product, summed from x to z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Dot(Wide3 a, Wide3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    /// <summary>The vector product, right-handed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide3 Cross(Wide3 a, Wide3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>The first where the mask is set, else the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide3 Select(Vector256<float> mask, Wide3 a, Wide3 b) => new(Wide.Select(mask, a.X, b.X), Wide.Select(mask, a.Y, b.Y), Wide.Select(mask, a.Z, b.Z));

    /// <summary>Three vectors that follow one another in an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide3 Load(ref float start, int at) => new(Wide.Load(ref start, at), Wide.Load(ref start, at + Wide.Count), Wide.Load(ref start, at + (2 * Wide.Count)));

    /// <summary>Writes three vectors one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float start, int at)
    {
        Wide.Store(X, ref start, at);
        Wide.Store(Y, ref start, at + Wide.Count);
        Wide.Store(Z, ref start, at + (2 * Wide.Count));
    }
}
