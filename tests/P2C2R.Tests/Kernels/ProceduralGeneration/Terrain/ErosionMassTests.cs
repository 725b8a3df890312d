using P2C2R.Kernels.ProceduralGeneration.Terrain;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

/// <summary>What erosion takes somewhere it leaves somewhere or carries off the map: exactly, in whole units, on each level; going to a finer level adds a rounding.</summary>
public sealed class ErosionMassTests
{
    private static readonly TerrainParameters Parameters = new()
    {
        Seed = 5,
        Width = 413,
        Height = 299,
        TileSide = 128,
        CellSize = 8,
        Noise = NoiseKind.Ridged,
        FeatureSize = 150,
        Octaves = 8,
        Relief = 400 * TerrainParameters.UnitsPerMetre,
        Low = 0,
        High = 500 * TerrainParameters.UnitsPerMetre,
        SeaLevel = 60 * TerrainParameters.UnitsPerMetre,
        Rounds = 2,
        DropletsPerBlock = 300,
        ThermalSteps = 3,
        Talus = 0.4,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Thermal_erosion_keeps_all_and_flattens()
    {
        var heights = Base();
        var (before, steepest) = (Sum(heights), Steepest(heights));
        ThermalErosion.Run(heights, 8, 3 * TerrainParameters.UnitsPerMetre, Cancellation);
        Assert.Equal(before, Sum(heights));
        Assert.InRange(Steepest(heights), 0, steepest - 1);
    }

    [Fact]
    public void Droplets_keep_all_and_change_much()
    {
        var heights = Base();
        var changes = new HeightField(heights.Area);
        var erosion = new DropletErosion(heights, heights.Area, Parameters, 0, 0);
        erosion.Run(heights.Area, changes, 2, static _ => { }, Cancellation);
        Assert.Equal(-erosion.CarriedOff, Sum(changes));
        Assert.InRange(erosion.CarriedOff, 1, changes.Cells.Sum(static c => Math.Abs((long)c)) / 4);
        Assert.InRange(changes.Cells.Count(static c => c != 0), heights.Cells.Length / 2, heights.Cells.Length);
        Assert.InRange(changes.Cells.Max(static c => Math.Abs((long)c)), TerrainParameters.UnitsPerMetre / 10, 100 * TerrainParameters.UnitsPerMetre);
    }

    /// <summary>All stages of all levels, through the code that slices run: at most half a unit a cell for each level, plus the map's odd borders.</summary>
    [Fact]
    public void A_whole_terrain_keeps_all_but_the_roundings_between_levels()
    {
        // On even sides a coarse cell covers four fine ones, so that refining loses nothing but roundings.
        var parameters = Parameters with { Width = 512, Height = 384 };
        var layout = new TerrainLayout(parameters);
        Assert.Equal(3, layout.Levels);
        var start = new StartingHeights(parameters, layout, null);
        HeightField? coarse = null;
        long expected = 0, changed = 0;
        for (var level = layout.Levels - 1; level >= 0; level--)
        {
            var area = layout.AreaOf(level);
            var heights = new BaseHeights(parameters, level, null).Fill(area, Cancellation);
            var plain = Sum(heights);
            if (coarse is not null) heights = Refine(start, level, area, coarse);
            expected = Sum(heights);
            if (coarse is not null) Assert.InRange(expected - plain - (4 * changed), -area.Cells / 2, area.Cells / 2);
            for (var round = 0; round < parameters.Rounds; round++)
            {
                ThermalErosion.Run(heights, parameters.ThermalSteps, 4 * TerrainParameters.UnitsPerMetre, Cancellation);
                var erosion = new DropletErosion(Copy(heights), area, parameters, level, round);
                erosion.Run(area, heights, 1, static _ => { }, Cancellation);
                expected -= erosion.CarriedOff;
            }

            Assert.Equal(expected, Sum(heights));
            coarse = heights;
            changed = expected - plain;
        }
    }

    private static HeightField Refine(StartingHeights start, int level, CellArea area, HeightField coarse)
    {
        // The answers of tiles that make up the coarse level, without changes around them.
        var layout = new TerrainLayout(Parameters with { Width = 512, Height = 384 });
        var (from, tiles) = start.DependsOn(level, 0, area);
        var outputs = tiles.Select(tile =>
        {
            using var output = new MemoryStream();
            var sums = new HeightField(layout.Tile(from, tile).Grow(DropletErosion.Reach).Intersect(layout.AreaOf(from)));
            var cells = layout.Tile(from, tile);
            for (var y = cells.Y; y < cells.Bottom; y++) coarse.Row(cells.X, y, cells.Width).CopyTo(sums.Row(cells.X, y, cells.Width));
            TileChanges.Write(sums, cells, output, TestContext.Current.CancellationToken);
            return new P2C2R.Kernels.SliceData(default, output.ToArray());
        }).ToList();
        return start.Assemble(level, 0, area, outputs, Cancellation)!;
    }

    private static HeightField Base() => new BaseHeights(Parameters, 0, null).Fill(new CellArea(0, 0, Parameters.Width, Parameters.Height), Cancellation);

    private static HeightField Copy(HeightField field)
    {
        var copy = new HeightField(field.Area);
        field.Cells.CopyTo(copy.Cells, 0);
        return copy;
    }

    private static long Sum(HeightField field) => field.Cells.Sum(static c => (long)c);

    private static int Steepest(HeightField field) =>
        Enumerable.Range(0, field.Cells.Length - 1).Where(i => (i + 1) % field.Area.Width != 0).Max(i => Math.Abs(field.Cells[i] - field.Cells[i + 1]));
}
