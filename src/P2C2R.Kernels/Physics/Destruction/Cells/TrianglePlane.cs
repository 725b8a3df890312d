namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>The plane of a triangle between grid points, in whole numbers: <c>n · x = offset</c>, n outwards and twice as long as the triangle is wide.</summary>
/// <param name="X">First part of the normal, at most 2^39 either way.</param>
/// <param name="Y">Second part.</param>
/// <param name="Z">Third part.</param>
/// <param name="Offset">At most 6 * 2^57 either way.</param>
internal readonly record struct TrianglePlane(long X, long Y, long Z, long Offset)
{
    /// <summary>Of three corners, counter-clockwise from outside.</summary>
    public static TrianglePlane Of(GridPoint a, GridPoint b, GridPoint c)
    {
        var (u, v) = (b - a, c - a);
        var x = ((long)u.Y * v.Z) - ((long)u.Z * v.Y);
        var y = ((long)u.Z * v.X) - ((long)u.X * v.Z);
        var z = ((long)u.X * v.Y) - ((long)u.Y * v.X);
        return new(x, y, z, (x * a.X) + (y * a.Y) + (z * a.Z));
    }

    /// <summary>How far a point is beyond; exact: below 12 * 2^57.</summary>
    public long Beyond(GridPoint point) => (X * point.X) + (Y * point.Y) + (Z * point.Z) - Offset;
}
