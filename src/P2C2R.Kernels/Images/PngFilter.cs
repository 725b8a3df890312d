namespace P2C2R.Kernels.Images;

/// <summary>The five row filters of ISO/IEC 15948, clause 9, undone.</summary>
internal static class PngFilter
{
    /// <summary>Undoes a row's filter in place; false for an unknown filter.</summary>
    /// <param name="filter">The row's filter byte.</param>
    /// <param name="row">The row without it.</param>
    /// <param name="above">The row above, of the same length; zeros above the first one.</param>
    /// <param name="distance">Bytes to the corresponding byte on the left.</param>
    public static bool TryUndo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (filter)
        {
            case 0: return true;
            case 1:
                for (var i = distance; i < row.Length; i++) row[i] += row[i - distance];
                return true;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += above[i];
                return true;
            case 3:
                for (var i = 0; i < row.Length; i++) row[i] += (byte)(((i < distance ? 0 : row[i - distance]) + above[i]) / 2);
                return true;
            case 4:
                for (var i = 0; i < row.Length; i++) row[i] += i < distance ? above[i] : Paeth(row[i - distance], above[i], above[i - distance]);
                return true;
            default: return false;
        }
    }

    /// <summary>Of left, above and above left the one nearest to left + above - above left; ties in this order.</summary>
    private static byte Paeth(int left, int above, int aboveLeft)
    {
        var toLeft = Math.Abs(above - aboveLeft);
        var toAbove = Math.Abs(left - aboveLeft);
        var toAboveLeft = Math.Abs(left + above - (2 * aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft) return (byte)left;
        return (byte)(toAbove <= toAboveLeft ? above : aboveLeft);
    }
}
