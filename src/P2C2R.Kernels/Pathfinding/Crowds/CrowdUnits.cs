namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>The cost model of crowds; see <see cref="PathfindingUnits"/>.</summary>
internal static class CrowdUnits
{
    private const long FieldCellsPerUnit = 2;
    private const long LoadedCellsPerUnit = 16;
    private const long PerAgent = 4;
    private const long StepsPerUnit = 64;

    /// <summary>What a field costs.</summary>
    public static long OfField(GridMap map, int mapLength) => PathfindingUnits.OfMap(mapLength) + ((long)map.Width * map.Height / FieldCellsPerUnit) + 1;

    /// <summary>What a batch of agents costs before its first agent.</summary>
    public static long OfLoading(GridMap map, int mapLength) => PathfindingUnits.OfMap(mapLength) + ((long)map.Width * map.Height / LoadedCellsPerUnit) + 1;

    /// <summary>What an agent costs.</summary>
    public static long OfAgent(long steps) => PerAgent + (steps / StepsPerUnit);
}
