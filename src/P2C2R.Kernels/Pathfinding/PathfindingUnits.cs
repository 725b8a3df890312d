namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The cost model: work units by the size of the input and the steps of the optimal answers, and by nothing that depends on the
/// path taken to them. <see cref="Protocol.WorkRates"/> has the units of a reference second; docs/kernels/pathfinding.md says how they were measured.
/// </summary>
internal static class PathfindingUnits
{
    private const long PerSearchedQuery = 500;
    private const long PerSearchedStep = 5;
    private const long PerPreparedQuery = 150;
    private const long PreparedStepsPerUnit = 4;
    private const int MapBytesPerUnit = 16;
    private const int PreparationBytesPerUnit = 256;
    private const long PerEdge = 16;
    private const long PerEntry = 8;

    /// <summary>What a slice costs before its first query.</summary>
    /// <param name="mapLength">Bytes of the canonical map.</param>
    public static long OfMap(int mapLength) => (mapLength + MapBytesPerUnit - 1) / MapBytesPerUnit;

    /// <summary>What a slice on a prepared map costs besides.</summary>
    /// <param name="preparationLength">Bytes of the preparation.</param>
    public static long OfPreparation(int preparationLength) => (preparationLength + PreparationBytesPerUnit - 1) / PreparationBytesPerUnit;

    /// <summary>What preparing a map costs.</summary>
    /// <param name="mapLength">Bytes of the canonical map.</param>
    /// <param name="edges">Edges of the subgoal graph, from both ends.</param>
    /// <param name="entries">Entries in all labels.</param>
    public static long OfPreparation(int mapLength, int edges, int entries) => OfMap(mapLength) + (PerEdge * edges) + (PerEntry * entries);

    /// <summary>What a query costs.</summary>
    /// <param name="steps">Steps of its path, straight and diagonal ones; 0 where there is none.</param>
    /// <param name="isPrepared">Whether the map is prepared.</param>
    public static long OfQuery(long steps, bool isPrepared) => isPrepared ? PerPreparedQuery + (steps / PreparedStepsPerUnit) : PerSearchedQuery + (PerSearchedStep * steps);
}
