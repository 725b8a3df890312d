namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>
/// On which side of a plane a point lies that is the meeting of other planes: the sign of a determinant (Edelsbrunner and Mücke,
/// "Simulation of simplicity", 1990, section 5), computed in integers, never wrong. With M = 2^19 a bisector's normal is at most 2M in
/// each part and its offset 3M², a triangle's 2M² and 6M³; the determinant of three bisectors and a triangle is then below
/// 720 M⁶ &lt; 2^124, and that of four bisectors below 2^112. Half-spaces are closed: a point on the plane is inside. That is the same as
/// moving each plane outwards by far less than any distance and by far more than all planes before it, so no case is left over.
/// </summary>
internal static class ExactSide
{
    /// <summary>The meeting point of three planes, times their determinant.</summary>
    public static (Int128 X, Int128 Y, Int128 Z, Int128 W) Meet(CellPlane a, CellPlane b, CellPlane c)
    {
        var (bc, ca, ab) = (Cross(b, c), Cross(c, a), Cross(a, b));
        var determinant = ((Int128)a.X * bc.X) + ((Int128)a.Y * bc.Y) + ((Int128)a.Z * bc.Z);
        return (
            ((Int128)a.Offset * bc.X) + ((Int128)b.Offset * ca.X) + ((Int128)c.Offset * ab.X),
            ((Int128)a.Offset * bc.Y) + ((Int128)b.Offset * ca.Y) + ((Int128)c.Offset * ab.Y),
            ((Int128)a.Offset * bc.Z) + ((Int128)b.Offset * ca.Z) + ((Int128)c.Offset * ab.Z),
            determinant);
    }

    /// <summary>The meeting point of a triangle's plane and two others, times their determinant.</summary>
    public static (Int128 X, Int128 Y, Int128 Z, Int128 W) Meet(TrianglePlane t, CellPlane a, CellPlane b)
    {
        // a × b, b × t and t × a.
        var ab = Cross(a, b);
        var (btX, btY, btZ) = (((Int128)b.Y * t.Z) - ((Int128)b.Z * t.Y), ((Int128)b.Z * t.X) - ((Int128)b.X * t.Z), ((Int128)b.X * t.Y) - ((Int128)b.Y * t.X));
        var (taX, taY, taZ) = (((Int128)t.Y * a.Z) - ((Int128)t.Z * a.Y), ((Int128)t.Z * a.X) - ((Int128)t.X * a.Z), ((Int128)t.X * a.Y) - ((Int128)t.Y * a.X));
        var determinant = ((Int128)t.X * ab.X) + ((Int128)t.Y * ab.Y) + ((Int128)t.Z * ab.Z);
        return (
            ((Int128)t.Offset * ab.X) + (a.Offset * btX) + (b.Offset * taX),
            ((Int128)t.Offset * ab.Y) + (a.Offset * btY) + (b.Offset * taY),
            ((Int128)t.Offset * ab.Z) + (a.Offset * btZ) + (b.Offset * taZ),
            determinant);
    }

    /// <summary>Whether a meeting point is outside.</summary>
    public static bool IsOutside(in (Int128 X, Int128 Y, Int128 Z, Int128 W) point, CellPlane plane)
    {
        var beyond = (point.X * plane.X) + (point.Y * plane.Y) + (point.Z * plane.Z) - (point.W * plane.Offset);
        return point.W > 0 ? beyond > 0 : beyond < 0;
    }

    /// <summary>Whether the point where a line from one grid point to another meets a plane is outside another plane.</summary>
    public static bool IsOutside(GridPoint from, GridPoint to, CellPlane cut, CellPlane plane)
    {
        var (a, b) = (cut.Beyond(from), cut.Beyond(to));
        var beyond = ((Int128)plane.Beyond(from) * b) - ((Int128)plane.Beyond(to) * a);
        return b > a ? beyond > 0 : beyond < 0;
    }

    private static (long X, long Y, long Z) Cross(CellPlane a, CellPlane b) =>
        (((long)a.Y * b.Z) - ((long)a.Z * b.Y), ((long)a.Z * b.X) - ((long)a.X * b.Z), ((long)a.X * b.Y) - ((long)a.Y * b.X));
}
