using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Numerics;

/// <summary>Three numbers in plain IEEE binary32 arithmetic, each operation rounded once and in the order written: the vector types of System.Numerics fuse multiply and add on some machines.</summary>
/// <param name="X">First part.</param>
/// <param name="Y">Second part.</param>
/// <param name="Z">Third part.</param>
public readonly record struct Float3(float X, float Y, float Z)
{
    /// <summary>0, 0, 0.</summary>
    public static Float3 Zero => default;

    /// <summary>1, 1, 1.</summary>
    public static Float3 One => new(1, 1, 1);

    /// <summary>The three numbers from <paramref name="at"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 From(ReadOnlySpan<float> values, int at) => new(values[at], values[at + 1], values[at + 2]);

    /// <summary>Part by part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator +(Float3 a, Float3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Part by part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator -(Float3 a, Float3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>The opposite direction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator -(Float3 a) => new(-a.X, -a.Y, -a.Z);

    /// <summary>Part by part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator *(Float3 a, Float3 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);

    /// <summary>Each part scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator *(Float3 a, float scale) => new(a.X * scale, a.Y * scale, a.Z * scale);

    /// <summary>Each part scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator *(float scale, Float3 a) => a * scale;

    /// <summary>Each part divided.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator /(Float3 a, float divisor) => new(a.X / divisor, a.Y / divisor, a.Z / divisor);

    /// <summary>The scalar product, summed from x to z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(Float3 a, Float3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    /// <summary>The vector product, right-handed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Cross(Float3 a, Float3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>The smaller of each part; of equal or unordered ones the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Min(Float3 a, Float3 b) => new(a.X < b.X ? a.X : b.X, a.Y < b.Y ? a.Y : b.Y, a.Z < b.Z ? a.Z : b.Z);

    /// <summary>The greater of each part; of equal or unordered ones the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Max(Float3 a, Float3 b) => new(a.X > b.X ? a.X : b.X, a.Y > b.Y ? a.Y : b.Y, a.Z > b.Z ? a.Z : b.Z);

    /// <summary>The square of the length.</summary>
    public float LengthSquared => Dot(this, this);

    /// <summary>The length.</summary>
    public float Length => MathF.Sqrt(LengthSquared);

    /// <summary>The same direction with length 1; zero stays zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Normalized()
    {
        var length = Length;
        return length > 0 ? this / length : default;
    }
}
