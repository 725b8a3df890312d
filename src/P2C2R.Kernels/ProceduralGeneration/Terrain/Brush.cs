namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>The cells around one that a droplet digs, with weights: a cone whose weights add up to <see cref="Whole"/>.</summary>
internal static class Brush
{
    /// <summary>How far they reach.</summary>
    public const int Radius = 2;

    /// <summary>All weights together.</summary>
    public const int Whole = 1 << Shift;

    /// <summary>Binary logarithm of <see cref="Whole"/>.</summary>
    public const int Shift = 8;

    /// <summary>Columns, rows and weights, from the top; integers, so that shares add up.</summary>
    public static ReadOnlySpan<sbyte> Columns => [-1, 0, 1, -2, -1, 0, 1, 2, -2, -1, 0, 1, 2, -2, -1, 0, 1, 2, -1, 0, 1];

    /// <summary>See <see cref="Columns"/>.</summary>
    public static ReadOnlySpan<sbyte> Rows => [-2, -2, -2, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2];

    /// <summary>See <see cref="Columns"/>.</summary>
    public static ReadOnlySpan<byte> Weights => [5, 8, 5, 5, 15, 20, 15, 5, 8, 20, 44, 20, 8, 5, 15, 20, 15, 5, 5, 8, 5];

    /// <summary>The cells as distances in an array whose rows are so long, in the same order.</summary>
    public static int[] Offsets(int stride)
    {
        var offsets = new int[Weights.Length];
        for (var i = 0; i < offsets.Length; i++) offsets[i] = (Rows[i] * stride) + Columns[i];
        return offsets;
    }
}
