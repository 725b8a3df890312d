namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>A step to one of four sides.</summary>
/// <param name="X">-1, 0 or 1.</param>
/// <param name="Y">-1, 0 or 1; the other is 0.</param>
internal readonly record struct Direction(int X, int Y)
{
    /// <summary>East, south, west, north.</summary>
    public static readonly Direction[] All = [new(1, 0), new(0, 1), new(-1, 0), new(0, -1)];

    /// <summary>A quarter turn to the right.</summary>
    public Direction Right => new(-Y, X);

    /// <summary>A quarter turn to the left.</summary>
    public Direction Left => new(Y, -X);
}
