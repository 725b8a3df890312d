namespace P2C2R.Kernels.Numerics;

/// <summary>A symmetric 3 x 3 matrix: an inertia tensor or its inverse.</summary>
internal readonly record struct Symmetric3(float XX, float YY, float ZZ, float XY, float XZ, float YZ)
{
    /// <summary>Part by part.</summary>
    public static Symmetric3 operator +(Symmetric3 a, Symmetric3 b) => new(a.XX + b.XX, a.YY + b.YY, a.ZZ + b.ZZ, a.XY + b.XY, a.XZ + b.XZ, a.YZ + b.YZ);

    /// <summary>Each part scaled.</summary>
    public static Symmetric3 operator *(Symmetric3 a, float scale) => new(a.XX * scale, a.YY * scale, a.ZZ * scale, a.XY * scale, a.XZ * scale, a.YZ * scale);

    /// <summary>A matrix times a vector.</summary>
    public static Float3 operator *(Symmetric3 m, Float3 v) => new(
        (m.XX * v.X) + (m.XY * v.Y) + (m.XZ * v.Z),
        (m.XY * v.X) + (m.YY * v.Y) + (m.YZ * v.Z),
        (m.XZ * v.X) + (m.YZ * v.Y) + (m.ZZ * v.Z));

    /// <summary>Whether it is a multiple of the identity, so that turning it changes nothing.</summary>
    public bool IsUniform => XY == 0 && XZ == 0 && YZ == 0 && XX == YY && YY == ZZ;

    /// <summary>A diagonal matrix.</summary>
    public static Symmetric3 Of(Float3 diagonal) => new(diagonal.X, diagonal.Y, diagonal.Z, 0, 0, 0);

    /// <summary>What a mass of 1 at a point adds to an inertia tensor about the origin.</summary>
    public static Symmetric3 OfPoint(Float3 p) => new((p.Y * p.Y) + (p.Z * p.Z), (p.X * p.X) + (p.Z * p.Z), (p.X * p.X) + (p.Y * p.Y), -(p.X * p.Y), -(p.X * p.Z), -(p.Y * p.Z));

    /// <summary>The inverse; in binary64, because tensors of long bodies are badly conditioned. Zero where there is none.</summary>
    public Symmetric3 Inverse()
    {
        double xx = XX, yy = YY, zz = ZZ, xy = XY, xz = XZ, yz = YZ;
        var (cx, cy, cz) = ((yy * zz) - (yz * yz), (xz * yz) - (xy * zz), (xy * yz) - (xz * yy));
        var determinant = (xx * cx) + (xy * cy) + (xz * cz);
        if (!(Math.Abs(determinant) > 0)) return default;
        return new(
            (float)(cx / determinant), (float)(((xx * zz) - (xz * xz)) / determinant), (float)(((xx * yy) - (xy * xy)) / determinant),
            (float)(cy / determinant), (float)(cz / determinant), (float)(((xy * xz) - (xx * yz)) / determinant));
    }

    /// <summary>The matrix in turned axes: R m R^T.</summary>
    public Symmetric3 Turned(Matrix3 r)
    {
        // Columns of R m, then products with the rows of R.
        var a = new Float3((r.X.X * XX) + (r.Y.X * XY) + (r.Z.X * XZ), (r.X.X * XY) + (r.Y.X * YY) + (r.Z.X * YZ), (r.X.X * XZ) + (r.Y.X * YZ) + (r.Z.X * ZZ));
        var b = new Float3((r.X.Y * XX) + (r.Y.Y * XY) + (r.Z.Y * XZ), (r.X.Y * XY) + (r.Y.Y * YY) + (r.Z.Y * YZ), (r.X.Y * XZ) + (r.Y.Y * YZ) + (r.Z.Y * ZZ));
        var c = new Float3((r.X.Z * XX) + (r.Y.Z * XY) + (r.Z.Z * XZ), (r.X.Z * XY) + (r.Y.Z * YY) + (r.Z.Z * YZ), (r.X.Z * XZ) + (r.Y.Z * YZ) + (r.Z.Z * ZZ));
        var (row0, row1, row2) = (r.Row0, r.Row1, r.Row2);
        return new(Float3.Dot(a, row0), Float3.Dot(b, row1), Float3.Dot(c, row2), Float3.Dot(a, row1), Float3.Dot(a, row2), Float3.Dot(b, row2));
    }
}
