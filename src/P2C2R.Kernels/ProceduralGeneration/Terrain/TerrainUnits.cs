namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// The cost model, from parameters and areas alone. A unit is 100 ns of the reference machine; docs/kernels.md says how the figures
/// were measured. What a slice costs is known when it is planned, so expected and maximum are the same.
/// </summary>
internal static class TerrainUnits
{
    private const long NanosecondsPerUnit = 100;
    private const long NoiseOctave = 3;
    private const long MapCell = 6;
    private const long Assembling = 6;
    private const long ThermalStep = 3;
    private const long Droplet = 1_100;
    private const long Draining = 110;
    private const long Classifying = 40;

    /// <summary>Work units of a slice.</summary>
    public static long Of(TerrainSlice slice, TerrainLayout layout)
    {
        var parameters = slice.Parameters;
        var tile = (long)layout.Tile(slice.Level, slice.Tile).Cells;
        var start = Assembling + (parameters.Noise == NoiseKind.Map ? MapCell << (2 * slice.Level) : NoiseOctave * parameters.Octaves) + (ThermalStep * parameters.ThermalSteps);
        var nanoseconds = slice.Stage switch
        {
            TerrainStage.Erode => tile * (start + (Droplet * parameters.DropletsPerBlock / (DropletErosion.BlockSide * DropletErosion.BlockSide))),
            TerrainStage.Finish => tile * start,
            TerrainStage.Drain => Draining * layout.AreaOf(0).Cells,
            _ => Classifying * tile,
        };
        return 1 + (nanoseconds / NanosecondsPerUnit);
    }
}
