namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>The cost model: by what is asked for. docs/kernels/procedural-generation.md says how it was measured.</summary>
internal static class DungeonUnits
{
    private const long PerRoom = 600;
    private const int CellsPerUnit = 4;

    /// <summary>What a dungeon costs.</summary>
    public static long Of(DungeonParameters parameters) => ((parameters.Width * parameters.Height) / CellsPerUnit) + (parameters.Rooms * PerRoom);
}
