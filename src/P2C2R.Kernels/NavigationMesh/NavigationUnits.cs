namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// The cost model: work units by what the input says, so they are known before anything is computed.
/// <see cref="Protocol.WorkRates"/> has the units of a reference second; docs/kernels/navigation-mesh.md says how they were measured.
/// </summary>
internal static class NavigationUnits
{
    private const long PerTile = 2_000;
    private const long PerColumn = 1;
    private const long PerTriangle = 2;
    private const long CellsPerUnit = 2;
    private const long PerJoin = 1_000;
    private const long MapCellsPerUnit = 16;
    private const long PerQuery = 500;
    private const long PerCellOfDistance = 5;

    /// <summary>What a tile costs.</summary>
    /// <param name="columns">Cells of the tile and its border.</param>
    /// <param name="triangles">Triangles over them.</param>
    /// <param name="cells">Cells under the triangles' bounding boxes, each triangle's counted by itself.</param>
    public static long OfTile(long columns, long triangles, long cells) => PerTile + (PerColumn * columns) + (PerTriangle * triangles) + (cells / CellsPerUnit);

    /// <summary>What joining costs.</summary>
    public static long OfJoin(NavigationSettings settings) => PerJoin + ((long)settings.MapWidth * settings.MapDepth / MapCellsPerUnit);

    /// <summary>What a query costs.</summary>
    /// <param name="query">The query: its ends' distance in a straight line counts.</param>
    public static long OfQuery(Search.MeshQuery query) => PerQuery + (PerCellOfDistance * (long)(Search.Point.Distance(query.Start, query.Goal) / Search.Point.PerCell));
}
