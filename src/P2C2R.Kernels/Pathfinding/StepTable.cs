namespace P2C2R.Kernels.Pathfinding;

/// <summary>Which of the eight steps can be made from a free cell, looked up by the nine cells around it.</summary>
internal static class StepTable
{
    private static readonly byte[] Legal = Make();

    /// <summary>The possible steps from a free framed cell: bit d for direction d of <see cref="PathRuns"/>.</summary>
    public static byte From(GridMap map, int x, int y)
    {
        var at = (y * map.RowWords) + ((x - 1) >> 6);
        var shift = (x - 1) & 63;
        return Legal[Three(map.Rows, at - map.RowWords, shift) | (Three(map.Rows, at, shift) << 3) | (Three(map.Rows, at + map.RowWords, shift) << 6)];
    }

    private static int Three(ulong[] rows, int at, int shift)
    {
        var bits = rows[at] >> shift;
        if (shift > 61) bits |= rows[at + 1] << (64 - shift);
        return (int)(bits & 7);
    }

    private static byte[] Make()
    {
        var legal = new byte[512];
        for (var around = 0; around < legal.Length; around++)
        {
            for (var direction = 0; direction < 8; direction++)
            {
                var (stepX, stepY) = PathRuns.Step(direction);
                if (IsFree(around, stepX, 0) && IsFree(around, 0, stepY) && IsFree(around, stepX, stepY)) legal[around] |= (byte)(1 << direction);
            }
        }

        return legal;
    }

    private static bool IsFree(int around, int dx, int dy) => ((around >> (((dy + 1) * 3) + dx + 1)) & 1) != 0;
}
