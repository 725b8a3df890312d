namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// The cost model, from parameters and areas alone. A unit is 100 ns of the reference machine; docs/kernels/procedural-generation.md says how the figures
/// were measured. What a slice costs is known when it is planned, so expected and maximum are the same.
/// </summary>
internal static class TerrainUnits
{
    private const long NanosecondsPerUnit = 100;
    private const long NoiseOctave = 3;
    private const long WarpOctaves = 6;
    private const long MapCell = 6;
    private const long Assembling = 12;
    private const long ThermalStep = 4;
    private const long Droplet = 2_500;
    private const long Draining = 110;
    private const long Classifying = 95;

    /// <summary>Work units of a slice.</summary>
    public static long Of(TerrainSlice slice, TerrainLayout layout)
    {
        var parameters = slice.Parameters;
        var tile = (long)layout.Tile(slice.Level, slice.Tile).Cells;
        var start = Assembling + (ThermalStep * parameters.ThermalSteps);
        if (slice.Stage == TerrainStage.Erode ? slice.Round == 0 : parameters.Rounds == 0) start += Base(parameters, slice.Level);
        var nanoseconds = slice.Stage switch
        {
            TerrainStage.Erode => (tile * start) + (tile * Droplet * parameters.DropletsPerBlock / (DropletErosion.BlockSide * DropletErosion.BlockSide)),
            TerrainStage.Finish => tile * start,
            TerrainStage.Drain => Draining * layout.AreaOf(0).Cells,
            _ => Classifying * tile,
        };
        return 1 + (nanoseconds / NanosecondsPerUnit);
    }

    /// <summary>A cell's base height. A cell of a given map's coarser level is the mean of many.</summary>
    private static long Base(TerrainParameters parameters, int level) =>
        parameters.Noise == NoiseKind.Map ? MapCell << (2 * level) : NoiseOctave * (parameters.Octaves + (parameters.Warp > 0 ? WarpOctaves : 0));
}
