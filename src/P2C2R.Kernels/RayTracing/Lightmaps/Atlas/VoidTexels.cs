namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>Fills texels that show a place of which nothing is known, as those inside of other geometry, from their neighbours in the chart.</summary>
public static class VoidTexels
{
    /// <summary>Fills in place, ring by ring. What no ring reaches, because nothing in its chart is known, stays as it is.</summary>
    /// <param name="values">Some numbers a texel, rows from the top.</param>
    /// <param name="channels">How many.</param>
    /// <param name="map">What the texels show.</param>
    /// <param name="isVoid">Which of the covered texels are to be filled; receives those that were left.</param>
    public static void Fill(float[] values, int channels, TexelMap map, bool[] isVoid)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, map.Width * map.Height * channels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(isVoid.Length, map.Width * map.Height);
        var around = new int[8];
        var ring = Enumerable.Range(0, isVoid.Length).Where(t => isVoid[t] && map.IsCovered(t)).ToList();
        while (ring.Count > 0)
        {
            // Only those that have a neighbour now; the order within a ring doesn't matter, because none of it is a source yet.
            var filled = ring.FindAll(t => TryAverage(values, channels, map, isVoid, t, around));
            foreach (var texel in filled) isVoid[texel] = false;
            ring = Next(map, isVoid, filled, around);
        }
    }

    /// <summary>The void texels around those that were just filled, each once, in their order.</summary>
    private static List<int> Next(TexelMap map, bool[] isVoid, List<int> filled, int[] around)
    {
        var next = new SortedSet<int>();
        foreach (var texel in filled)
        {
            for (var i = Neighbours(map, texel, around) - 1; i >= 0; i--)
            {
                if (isVoid[around[i]]) next.Add(around[i]);
            }
        }

        return [.. next];
    }

    private static bool TryAverage(float[] values, int channels, TexelMap map, bool[] isVoid, int texel, int[] around)
    {
        var count = 0;
        var sum = values.AsSpan(texel * channels, channels);
        var neighbours = Neighbours(map, texel, around);
        for (var i = 0; i < neighbours; i++)
        {
            if (isVoid[around[i]]) continue;
            if (count++ == 0) sum.Clear();
            for (var c = 0; c < channels; c++) sum[c] += values[(around[i] * channels) + c];
        }

        for (var c = 0; c < channels && count > 0; c++) sum[c] /= count;
        return count > 0;
    }

    /// <summary>The texels of the same chart around one; how many.</summary>
    private static int Neighbours(TexelMap map, int texel, int[] around)
    {
        var (column, row, count) = (texel % map.Width, texel / map.Width, 0);
        var chart = map.ChartOf(texel);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(map.Height - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(map.Width - 1, column + 1); x++)
            {
                var neighbour = (y * map.Width) + x;
                if (neighbour != texel && map.IsCovered(neighbour) && map.ChartOf(neighbour) == chart) around[count++] = neighbour;
            }
        }

        return count;
    }
}
