namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

public sealed class RiverTests
{
    private const byte Lake = 1, Sea = 2, RiverFlag = 0x80;

    private static readonly (int X, int Y)[] Steps = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];

    [Theory]
    [InlineData(1, "fractal")]
    [InlineData(2, "ridged")]
    [InlineData(3, "warped")]
    public void No_river_runs_uphill_and_each_ends_in_a_lake_the_sea_or_at_the_border(int seed, string kind)
    {
        var run = TerrainRun.Of($$$"""
            {"generator":"terrain","seed":{{{seed}}},"width":390,"height":170,"noise":{"kind":"{{{kind}}}"},"erosion":{"rounds":2,"droplets":0.1},"rivers":{"catchment":40,"lake_cells":20}}
            """);
        Assert.InRange(CheckRivers(run), 1_000, run.Width * run.Height / 2);
    }

    [Fact]
    public void No_river_runs_uphill_on_real_land()
    {
        var folder = RealData.Require("terrain");
        var run = TerrainRun.Of("""{"generator":"terrain","height_map":"srtm_boulder_240x144.asc","cell_size":80,"erosion":{"rounds":2},"rivers":{"catchment":100}}""", new FilesIn(folder));
        Assert.Equal((240, 144), (run.Width, run.Height));
        Assert.InRange(CheckRivers(run), 200, 10_000);
    }

    /// <summary>Follows every river from each of its cells; returns how many cells there are.</summary>
    private static int CheckRivers(TerrainRun run)
    {
        var cells = 0;
        for (var y = 0; y < run.Height; y++)
        {
            for (var x = 0; x < run.Width; x++)
            {
                if ((run.WaterAt(x, y) & RiverFlag) == 0) continue;
                cells++;
                Follow(run, x, y);
            }
        }

        return cells;
    }

    private static void Follow(TerrainRun run, int x, int y)
    {
        for (var steps = 0; ; steps++)
        {
            Assert.True(steps <= run.Width * run.Height, "a river runs in a circle");
            var water = run.WaterAt(x, y);
            var (nextX, nextY) = (x + Steps[water & 7].X, y + Steps[water & 7].Y);
            if (nextX < 0 || nextY < 0 || nextX >= run.Width || nextY >= run.Height) return;
            var next = run.WaterAt(nextX, nextY);
            if (next is Lake or Sea) return;
            Assert.True((next & RiverFlag) != 0, $"the river at {x}, {y} ends on dry land");
            Assert.True(run.HeightAt(nextX, nextY) <= run.HeightAt(x, y), $"the river at {x}, {y} runs uphill");
            Assert.True(((next >> 3) & 7) >= ((water >> 3) & 7), $"the river at {x}, {y} loses water");
            (x, y) = (nextX, nextY);
        }
    }
}
