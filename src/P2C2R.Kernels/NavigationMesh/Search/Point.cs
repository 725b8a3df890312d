namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>
/// A place of the map, seen from above, in fine units: whole numbers, so that on which side of a line it lies is known exactly.
/// </summary>
internal readonly record struct Point(int X, int Z)
{
    /// <summary>Fine units in a cell (and in a voxel's height).</summary>
    public const int PerCell = 256;

    /// <summary>A corner's place.</summary>
    public static Point Of(Corner corner) => new(corner.X * PerCell, corner.Z * PerCell);

    /// <summary>Positive where c lies to the left of the way from a to b, zero on the line, negative to the right.</summary>
    public static long Turn(Point a, Point b, Point c) => ((long)(b.Z - a.Z) * (c.X - a.X)) - ((long)(b.X - a.X) * (c.Z - a.Z));

    /// <summary>How far two places lie apart, in fine units.</summary>
    public static double Distance(Point a, Point b)
    {
        double x = (double)b.X - a.X, z = (double)b.Z - a.Z;
        return Math.Sqrt((x * x) + (z * z));
    }
}
