namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>A half-space with whole numbers: what is inside has <c>n · x &lt;= offset</c>, x seen from a cell's site.</summary>
/// <param name="X">First part of the normal, at most 2^20 either way.</param>
/// <param name="Y">Second part.</param>
/// <param name="Z">Third part.</param>
/// <param name="Offset">At most 3 * 2^38 either way.</param>
/// <param name="Tag">Whose it is: a site's number, or below 0 for a side of the box.</param>
internal readonly record struct CellPlane(int X, int Y, int Z, long Offset, int Tag)
{
    /// <summary>What is nearer to one site than to another, seen from a third place.</summary>
    public static CellPlane Between(GridPoint nearer, GridPoint farther, GridPoint from, int tag)
    {
        var normal = farther - nearer;
        return new(2 * normal.X, 2 * normal.Y, 2 * normal.Z, (farther - from).Square - (nearer - from).Square, tag);
    }

    /// <summary>How far a point is beyond; exact.</summary>
    public long Beyond(GridPoint point) => ((long)X * point.X) + ((long)Y * point.Y) + ((long)Z * point.Z) - Offset;
}
