namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>
/// Offsets to the blocks around one, nearest first, for a site in the upper half of its block along each axis; other sites take them
/// mirrored. Each with a bound below which no site in it or in a later one can be.
/// </summary>
internal static class BlockOrder
{
    /// <summary>Farthest offset along an axis; what is beyond is looked through shell by shell.</summary>
    public const int Reach = 6;

    /// <summary>The offsets with the squares of their bounds, in block sides.</summary>
    public static readonly (sbyte X, sbyte Y, sbyte Z, float Bound)[] Offsets = Make();

    private static (sbyte X, sbyte Y, sbyte Z, float Bound)[] Make()
    {
        var all = new List<(int X, int Y, int Z, double Middle, double Gap)>();
        for (var z = -Reach; z <= Reach; z++)
        {
            for (var y = -Reach; y <= Reach; y++)
            {
                for (var x = -Reach; x <= Reach; x++) all.Add((x, y, z, Middle(x) + Middle(y) + Middle(z), Gap(x) + Gap(y) + Gap(z)));
            }
        }

        all.Sort(static (a, b) => a.Middle != b.Middle ? a.Middle.CompareTo(b.Middle) : a.Z != b.Z ? a.Z.CompareTo(b.Z) : a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
        var made = new (sbyte, sbyte, sbyte, float)[all.Count];
        var bound = (double)Reach * Reach;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            bound = Math.Min(bound, all[i].Gap);
            made[i] = ((sbyte)all[i].X, (sbyte)all[i].Y, (sbyte)all[i].Z, (float)bound);
        }

        return made;
    }

    /// <summary>From the middle of the half to the middle of the block, squared.</summary>
    private static double Middle(int d) => (d - 0.25) * (d - 0.25);

    /// <summary>From the half to the block, squared; multiples of a quarter, so exact.</summary>
    private static double Gap(int d) => d > 1 ? (d - 1) * (d - 1) : d < 0 ? (-d - 0.5) * (-d - 0.5) : 0;
}
