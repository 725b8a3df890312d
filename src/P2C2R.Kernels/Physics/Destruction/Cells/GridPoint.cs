namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>
/// A place in whole steps of a grid, 0 to <see cref="Most"/> each way. All that fracture decides, it decides on such places: with 19 bits
/// every test fits into 128-bit integers (<see cref="ExactSide"/> has the bounds), so none is ever wrong.
/// </summary>
/// <param name="X">First part.</param>
/// <param name="Y">Second part.</param>
/// <param name="Z">Third part.</param>
internal readonly record struct GridPoint(int X, int Y, int Z)
{
    /// <summary>Greatest part of a point.</summary>
    public const int Most = 1 << 19;

    /// <summary>Part by part.</summary>
    public static GridPoint operator -(GridPoint a, GridPoint b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Part by part.</summary>
    public static GridPoint operator +(GridPoint a, GridPoint b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>The square of the distance from 0, 0, 0.</summary>
    public long Square => ((long)X * X) + ((long)Y * Y) + ((long)Z * Z);

    /// <summary>The scalar product.</summary>
    public static long Dot(GridPoint a, GridPoint b) => ((long)a.X * b.X) + ((long)a.Y * b.Y) + ((long)a.Z * b.Z);
}
