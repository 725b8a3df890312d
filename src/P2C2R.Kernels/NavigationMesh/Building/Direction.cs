namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>The four sides of a cell, counter-clockwise seen from above: 0 is -x, 1 is +z, 2 is +x, 3 is -z.</summary>
internal static class Direction
{
    private static ReadOnlySpan<sbyte> Steps => [-1, 0, 1, 0];

    /// <summary>Step along x.</summary>
    public static int X(int direction) => Steps[direction];

    /// <summary>Step along z.</summary>
    public static int Z(int direction) => Steps[(direction + 1) & 3];

    /// <summary>The next side, going round counter-clockwise.</summary>
    public static int Next(int direction) => (direction + 1) & 3;

    /// <summary>The side before.</summary>
    public static int Previous(int direction) => (direction + 3) & 3;

    /// <summary>The side across.</summary>
    public static int Opposite(int direction) => direction ^ 2;
}
