namespace P2C2R.Kernels.Numerics;

/// <summary>A rotation as a matrix.</summary>
/// <param name="X">First column: where the x axis goes.</param>
/// <param name="Y">Second column.</param>
/// <param name="Z">Third column.</param>
internal readonly record struct Matrix3(Float3 X, Float3 Y, Float3 Z)
{
    /// <summary>First row.</summary>
    public Float3 Row0 => new(X.X, Y.X, Z.X);

    /// <summary>Second row.</summary>
    public Float3 Row1 => new(X.Y, Y.Y, Z.Y);

    /// <summary>Third row.</summary>
    public Float3 Row2 => new(X.Z, Y.Z, Z.Z);

    /// <summary>The matrix of a unit quaternion.</summary>
    public static Matrix3 Of(Rotation q)
    {
        var (x2, y2, z2) = (q.X + q.X, q.Y + q.Y, q.Z + q.Z);
        var (xx, yy, zz) = (q.X * x2, q.Y * y2, q.Z * z2);
        var (xy, xz, yz) = (q.X * y2, q.X * z2, q.Y * z2);
        var (wx, wy, wz) = (q.W * x2, q.W * y2, q.W * z2);
        return new(new(1 - (yy + zz), xy + wz, xz - wy), new(xy - wz, 1 - (xx + zz), yz + wx), new(xz + wy, yz - wx, 1 - (xx + yy)));
    }

    /// <summary>Turns a vector.</summary>
    public static Float3 operator *(Matrix3 m, Float3 v) => (m.X * v.X) + (m.Y * v.Y) + (m.Z * v.Z);

    /// <summary>First <paramref name="b"/>, then <paramref name="a"/>.</summary>
    public static Matrix3 operator *(Matrix3 a, Matrix3 b) => new(a * b.X, a * b.Y, a * b.Z);

    /// <summary>Turns a vector back.</summary>
    public Float3 TurnBack(Float3 v) => new(Float3.Dot(X, v), Float3.Dot(Y, v), Float3.Dot(Z, v));
}
