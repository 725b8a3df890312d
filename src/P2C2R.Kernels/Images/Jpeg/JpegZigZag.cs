namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>The order in which a block's coefficients are told (ITU T.81, figure A.6).</summary>
internal static class JpegZigZag
{
    /// <summary>The place, row times 8 plus column, of each coefficient in that order.</summary>
    public static readonly byte[] Natural = Make();

    private static byte[] Make()
    {
        // Along the diagonals, up and down in turn.
        var order = new byte[64];
        var at = 0;
        for (var diagonal = 0; diagonal < 15; diagonal++)
        {
            for (var i = Math.Max(0, diagonal - 7); i <= Math.Min(7, diagonal); i++)
            {
                var (row, column) = diagonal % 2 == 0 ? (diagonal - i, i) : (i, diagonal - i);
                order[at++] = (byte)((8 * row) + column);
            }
        }

        return order;
    }
}
