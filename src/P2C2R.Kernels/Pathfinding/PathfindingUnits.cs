namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The cost model: work units by the size of the map and the steps of the optimal answers, and by nothing that depends on the
/// algorithm. <see cref="Protocol.WorkRates"/> has the units of a reference second; docs/kernels.md says how they were measured.
/// </summary>
internal static class PathfindingUnits
{
    private const long PerQuery = 500;
    private const long PerStep = 5;
    private const int MapBytesPerUnit = 16;

    /// <summary>What a slice costs before its first query.</summary>
    /// <param name="mapLength">Bytes of the canonical map.</param>
    public static long OfMap(int mapLength) => (mapLength + MapBytesPerUnit - 1) / MapBytesPerUnit;

    /// <summary>What a query costs.</summary>
    /// <param name="steps">Steps of its path, straight and diagonal ones; 0 where there is none.</param>
    public static long OfQuery(long steps) => PerQuery + (PerStep * steps);
}
