namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Costs of grid paths, compared exactly in integers. A path of s straight and d diagonal steps costs s + d * sqrt(2); here
/// it is s * <see cref="Straight"/> + d * <see cref="Diagonal"/>, whose ratio is a convergent of sqrt(2) (a quotient of Pell
/// numbers). No fraction with a smaller denominator lies between a convergent and sqrt(2), so two costs compare as the real
/// numbers do, and are equal only where both counts are, as long as the counts of diagonal steps differ by less than
/// <see cref="Straight"/>, which is more than the cells of the biggest map.
/// </summary>
internal static class GridCost
{
    /// <summary>A straight step: the Pell number P(21).</summary>
    public const long Straight = 38_613_965;

    /// <summary>A diagonal step: half of the companion Pell number Q(21).</summary>
    public const long Diagonal = 54_608_393;

    /// <summary>The cost of the octile distance: the shortest path where nothing is in the way.</summary>
    public static long Octile(int dx, int dy)
    {
        dx = Math.Abs(dx);
        dy = Math.Abs(dy);
        var diagonal = Math.Min(dx, dy);
        return (diagonal * Diagonal) + ((dx + dy - (2L * diagonal)) * Straight);
    }
}
