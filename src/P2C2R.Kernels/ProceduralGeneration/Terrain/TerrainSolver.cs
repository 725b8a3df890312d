using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Executes slices.</summary>
internal static class TerrainSolver
{
    // How much of a round is over before the first droplet runs, for progress.
    private const double Prepared = 0.1;

    // How much of a drainage is over before its answer is written.
    private const double Drained = 0.95;

    /// <summary>Executes a slice; see <see cref="IKernel.Execute"/>.</summary>
    public static OutputTrailer Execute(SliceExecution execution)
    {
        if (TerrainSlice.Read(execution.Input.Span) is not { } slice) return Refusal.Of(execution, "the input is not a slice of a terrain");
        var layout = new TerrainLayout(slice.Parameters);
        var isMapNeeded = slice.Parameters.Noise == NoiseKind.Map && slice.Stage is TerrainStage.Erode or TerrainStage.Finish;
        if (execution.Blobs.Count != (isMapNeeded ? 1 : 0)) return Refusal.Of(execution, "the input needs its height map as its one blob, or none where there is none");
        var map = isMapNeeded ? HeightMap.Read(execution.Blobs[0].Bytes) : null;
        if (isMapNeeded && (map is null || map.Width != slice.Parameters.Width || map.Height != slice.Parameters.Height)) return Refusal.Of(execution, "the blob is not the height map");
        var units = TerrainUnits.Of(slice, layout);
        if (units > execution.MaxUnits) return new OutputTrailer(Math.Max(0, execution.MaxUnits), SliceOutcome.OutOfUnits);
        var isDone = slice.Stage switch
        {
            TerrainStage.Erode => TryErode(execution, slice, layout, map),
            TerrainStage.Finish => TryFinish(execution, slice, layout, map),
            TerrainStage.Drain => TryDrain(execution, slice, layout),
            _ => TryClassify(execution, slice, layout),
        };
        if (!isDone) return Refusal.Of(execution, "the slices that this one depends on don't fit it");
        execution.Progress(1);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static bool TryErode(SliceExecution execution, TerrainSlice slice, TerrainLayout layout, HeightMap? map)
    {
        var (level, parameters) = (slice.Level, slice.Parameters);
        var area = layout.Surroundings(level, slice.Tile);
        var heights = new StartingHeights(parameters, layout, map).Assemble(level, slice.Round, area, execution.Dependencies, execution.Cancellation);
        if (heights is null) return false;
        ThermalErosion.Run(heights, parameters.ThermalSteps, Talus(parameters, level), execution.Cancellation);
        execution.Progress(Prepared);

        var tile = layout.Tile(level, slice.Tile);
        var sums = new HeightField(tile.Grow(DropletErosion.Reach).Intersect(layout.AreaOf(level)));
        for (var y = tile.Y; y < tile.Bottom; y++) heights.Row(tile.X, y, tile.Width).CopyTo(sums.Row(tile.X, y, tile.Width));
        if (parameters.DropletsPerBlock > 0)
        {
            new DropletErosion(heights, layout.AreaOf(level), parameters, level, slice.Round)
                .Run(tile, sums, execution.Threads, fraction => execution.Progress(Prepared + (fraction * (1 - Prepared))), execution.Cancellation);
        }

        TileChanges.Write(sums, tile, execution.Output, execution.Cancellation);
        return true;
    }

    private static bool TryFinish(SliceExecution execution, TerrainSlice slice, TerrainLayout layout, HeightMap? map)
    {
        var parameters = slice.Parameters;
        var heights = new StartingHeights(parameters, layout, map).Assemble(0, parameters.Rounds, layout.FinishSurroundings(slice.Tile), execution.Dependencies, execution.Cancellation);
        if (heights is null) return false;
        ThermalErosion.Run(heights, parameters.ThermalSteps, Talus(parameters, 0), execution.Cancellation);
        FinishedTile.Write(heights, layout.FinishArea(slice.Tile), new HeightScale(parameters), execution.Output, execution.Cancellation);
        return true;
    }

    private static bool TryDrain(SliceExecution execution, TerrainSlice slice, TerrainLayout layout)
    {
        var (parameters, map) = (slice.Parameters, layout.AreaOf(0));
        if (execution.Dependencies.Count != layout.TileCount(0)) return false;
        var heights = new ushort[map.Cells];
        for (var tile = 0; tile < layout.TileCount(0); tile++)
        {
            if (!FinishedTile.TryCopy(execution.Dependencies[tile].Bytes.Span, layout.FinishArea(tile), map, heights, execution.Cancellation)) return false;
        }

        var drainage = new Drainage(map, heights, new HeightScale(parameters).SeaLevel, parameters.LakeCells, execution.Cancellation, fraction => execution.Progress(Drained * fraction));
        WaterRuns.Write(drainage, layout, parameters.RiverCatchment, execution.Output, execution.Cancellation);
        return true;
    }

    private static bool TryClassify(SliceExecution execution, TerrainSlice slice, TerrainLayout layout)
    {
        if (execution.Dependencies.Count != 2) return false;
        var classifier = new TileClassifier(slice.Parameters, layout, slice.Tile);
        if (!classifier.TryTakeHeights(execution.Dependencies[0].Bytes.Span, execution.Cancellation)) return false;
        foreach (var tile in TileClassifier.TilesAround(layout, slice.Tile))
        {
            if (!WaterRuns.TryFind(execution.Dependencies[1].Bytes.Span, layout.TileCount(0), tile, out var section)) return false;
            classifier.TakeWater(section, execution.Cancellation);
        }

        classifier.Write(execution.Output, execution.Cancellation);
        return true;
    }

    /// <summary>The difference between two neighbours that scree holds, in units.</summary>
    private static int Talus(TerrainParameters parameters, int level) =>
        (int)Math.Min(int.MaxValue / 2, parameters.Talus * parameters.CellSize * (1 << level) * TerrainParameters.UnitsPerMetre);
}
