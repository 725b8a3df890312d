namespace P2C2R.Kernels.Images.Hdr;

/// <summary>A row of a Radiance picture in whichever encoding it has.</summary>
internal static class HdrRow
{
    /// <summary>Reads four bytes a pixel; false where the bytes are no such row.</summary>
    /// <param name="bytes">What is left of the file; the row is taken off.</param>
    /// <param name="row">Receives the pixels.</param>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, Span<byte> row)
    {
        var width = row.Length / 4;
        var isEncoded = width is >= HdrWriter.LeastEncodedWidth and <= HdrWriter.MostEncodedWidth && bytes.Length >= 4 && bytes[0] == 2 && bytes[1] == 2 && (bytes[2] & 0x80) == 0;
        if (!isEncoded) return TryReadPixels(ref bytes, row);
        if (((bytes[2] << 8) | bytes[3]) != width) return false;
        bytes = bytes[4..];
        for (var component = 0; component < 4; component++)
        {
            if (!TryReadRuns(ref bytes, row, component)) return false;
        }

        return true;
    }

    /// <summary>The newer encoding: each component by itself, above 128 a run, else that many as they are.</summary>
    private static bool TryReadRuns(ref ReadOnlySpan<byte> bytes, Span<byte> row, int component)
    {
        for (var x = component; x < row.Length;)
        {
            if (bytes.Length < 2) return false;
            var isRun = bytes[0] > 128;
            var count = isRun ? bytes[0] - 128 : bytes[0];
            if (count == 0 || x + (4 * (count - 1)) >= row.Length || bytes.Length < 1 + (isRun ? 1 : count)) return false;
            for (var i = 0; i < count; i++, x += 4) row[x] = bytes[isRun ? 1 : 1 + i];
            bytes = bytes[(isRun ? 2 : 1 + count)..];
        }

        return true;
    }

    /// <summary>Whole pixels; 1, 1, 1, n repeats the one before n times, and directly after another such one 256 n times, and so on.</summary>
    private static bool TryReadPixels(ref ReadOnlySpan<byte> bytes, Span<byte> row)
    {
        var shift = 0;
        for (var x = 0; x < row.Length;)
        {
            if (bytes.Length < 4) return false;
            var pixel = bytes[..4];
            bytes = bytes[4..];
            if (pixel[0] != 1 || pixel[1] != 1 || pixel[2] != 1)
            {
                pixel.CopyTo(row[x..]);
                x += 4;
                shift = 0;
                continue;
            }

            var end = x + (4L * pixel[3] << shift);
            if (x == 0 || shift > 16 || end > row.Length) return false;
            for (; x < end; x += 4) row.Slice(x - 4, 4).CopyTo(row[x..]);
            shift += 8;
        }

        return true;
    }
}
