namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>The eight directions in which water leaves a cell: 0 east, then clockwise, as y goes down; so odd ones are diagonal.</summary>
internal static class Directions
{
    /// <summary>How many.</summary>
    public const int Count = 8;

    /// <summary>Columns to the right.</summary>
    public static ReadOnlySpan<sbyte> X => [1, 1, 0, -1, -1, -1, 0, 1];

    /// <summary>Rows down.</summary>
    public static ReadOnlySpan<sbyte> Y => [0, 1, 1, 1, 0, -1, -1, -1];

    /// <summary>The way back.</summary>
    public static int Opposite(int direction) => (direction + 4) & 7;
}
