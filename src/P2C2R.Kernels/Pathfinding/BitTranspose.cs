namespace P2C2R.Kernels.Pathfinding;

/// <summary>Lines of bits along rows as lines along columns, 64 x 64 bits at a time (Warren, "Hacker's Delight", 7-3).</summary>
internal static class BitTranspose
{
    /// <summary>Transposes.</summary>
    /// <param name="rows">Rows of <paramref name="rowWords"/> words.</param>
    /// <param name="rowWords">Words in a row.</param>
    /// <param name="columnWords">Words in a column: enough for all rows.</param>
    /// <param name="fill">What stands in a column below the last row.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Columns of <paramref name="columnWords"/> words, 64 for each word of a row.</returns>
    public static ulong[] Of(ulong[] rows, int rowWords, int columnWords, ulong fill, CancellationToken cancellation)
    {
        var height = rows.Length / rowWords;
        var columns = new ulong[rowWords * 64 * columnWords];
        Span<ulong> block = stackalloc ulong[64];
        for (var down = 0; down < columnWords; down++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var across = 0; across < rowWords; across++)
            {
                for (var i = 0; i < 64; i++)
                {
                    var y = (down * 64) + i;
                    block[i] = y < height ? rows[(y * rowWords) + across] : fill;
                }

                Transpose(block);
                for (var i = 0; i < 64; i++) columns[(((across * 64) + i) * columnWords) + down] = block[i];
            }
        }

        return columns;
    }

    /// <summary>Swaps ever smaller squares of bits across the diagonal.</summary>
    private static void Transpose(Span<ulong> block)
    {
        var mask = 0x0000_0000_FFFF_FFFFUL;
        for (var size = 32; size != 0; size >>= 1, mask ^= mask << size)
        {
            for (var k = 0; k < 64; k = ((k | size) + 1) & ~size)
            {
                var swapped = ((block[k] >> size) ^ block[k | size]) & mask;
                block[k | size] ^= swapped;
                block[k] ^= swapped << size;
            }
        }
    }
}
