namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>Fills the texels that show nothing with the average of their neighbours, so that smooth reads and mip maps at the edges of charts stay clean.</summary>
public static class Dilation
{
    /// <summary>Fills texels in place, ring by ring.</summary>
    /// <param name="values">Some numbers a texel, rows from the top.</param>
    /// <param name="channels">How many.</param>
    /// <param name="map">Which texels have values.</param>
    /// <param name="rings">How far from those; texels beyond become 0.</param>
    public static void Fill(float[] values, int channels, TexelMap map, int rings)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, map.Width * map.Height * channels);
        var isFilled = new bool[map.Width * map.Height];
        for (var i = 0; i < isFilled.Length; i++)
        {
            isFilled[i] = map.IsCovered(i);
            if (!isFilled[i]) values.AsSpan(i * channels, channels).Clear();
        }

        var edge = new List<int>();
        for (var ring = 0; ring < rings; ring++)
        {
            edge.Clear();
            for (var texel = 0; texel < isFilled.Length; texel++)
            {
                if (!isFilled[texel] && TryAverage(values, channels, map, isFilled, texel)) edge.Add(texel);
            }

            // Only now, so that the order of texels doesn't matter.
            foreach (var texel in edge) isFilled[texel] = true;
        }
    }

    private static bool TryAverage(float[] values, int channels, TexelMap map, bool[] isFilled, int texel)
    {
        var (column, row, count) = (texel % map.Width, texel / map.Width, 0);
        var sum = values.AsSpan(texel * channels, channels);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(map.Height - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(map.Width - 1, column + 1); x++)
            {
                var neighbour = (y * map.Width) + x;
                if (!isFilled[neighbour]) continue;
                count++;
                for (var c = 0; c < channels; c++) sum[c] += values[(neighbour * channels) + c];
            }
        }

        for (var c = 0; c < channels && count > 0; c++) sum[c] /= count;
        return count > 0;
    }
}
