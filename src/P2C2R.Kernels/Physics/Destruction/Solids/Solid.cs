using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>A closed surface on the grid: every edge has two triangles, which have it in opposite directions.</summary>
/// <param name="Points">Corners.</param>
/// <param name="Triangles">Three corners each, counter-clockwise from outside.</param>
internal sealed record Solid(GridPoint[] Points, int[] Triangles)
{
    /// <summary>Triangles.</summary>
    public int TriangleCount => Triangles.Length / 3;

    /// <summary>The corner of a triangle.</summary>
    public GridPoint Corner(int triangle, int corner) => Points[Triangles[(3 * triangle) + corner]];

    /// <summary>Six times the volume, in cubed grid steps; exact.</summary>
    public Int128 SixVolumes()
    {
        Int128 sum = 0;
        for (var t = 0; t < TriangleCount; t++)
        {
            var (a, b, c) = (Corner(t, 0), Corner(t, 1), Corner(t, 2));
            sum += ((Int128)a.X * (((long)b.Y * c.Z) - ((long)b.Z * c.Y))) + ((Int128)a.Y * (((long)b.Z * c.X) - ((long)b.X * c.Z))) + ((Int128)a.Z * (((long)b.X * c.Y) - ((long)b.Y * c.X)));
        }

        return sum;
    }

    /// <summary>
    /// Whether a point is inside: how often the ray from it along x goes out. Corners count as above where they are level with the ray,
    /// so that each edge is crossed by one of its two triangles (as in Simulation of simplicity); exact.
    /// </summary>
    public bool Contains(GridPoint point)
    {
        var winding = 0;
        for (var t = 0; t < TriangleCount; t++)
        {
            var (a, b, c) = (Corner(t, 0) - point, Corner(t, 1) - point, Corner(t, 2) - point);
            if (Math.Max(a.X, Math.Max(b.X, c.X)) < 0) continue;
            var turn = Crossing(a, b) + Crossing(b, c) + Crossing(c, a);
            if (turn == 0) continue;

            // The ray meets the triangle: ahead where its plane is met at x > 0.
            var plane = TrianglePlane.Of(a, b, c);
            if (plane.X != 0 && (plane.X > 0 ? plane.Offset > 0 : plane.Offset < 0)) winding += Math.Sign(plane.X);
        }

        return winding > 0;
    }

    /// <summary>How the edge from a to b turns about the ray, seen from its end: half turns through the half plane y &gt; 0, z = 0.</summary>
    private static int Crossing(GridPoint a, GridPoint b)
    {
        var (isAboveA, isAboveB) = (a.Z >= 0, b.Z >= 0);
        if (isAboveA == isAboveB) return 0;
        var side = ((long)a.Y * b.Z) - ((long)a.Z * b.Y);
        return isAboveB ? (side > 0 ? 1 : 0) : (side < 0 ? -1 : 0);
    }
}
