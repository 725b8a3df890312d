using P2C2R.Kernels.ProceduralGeneration.Terrain;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

/// <summary>Against slow twins that follow the definitions.</summary>
public sealed class DrainageTests
{
    [Theory]
    [InlineData(1, 30, -1)]
    [InlineData(2, 4, -1)]
    [InlineData(3, 300, 90)]
    [InlineData(4, 65_536, 9_000)]
    public void Surfaces_are_the_lowest_from_which_water_can_leave_and_catchments_add_up(int seed, int levels, int seaLevel)
    {
        var random = new Random(seed);
        var map = new CellArea(0, 0, 23, 17);
        var heights = Enumerable.Range(0, map.Cells).Select(_ => (ushort)random.Next(levels)).ToArray();
        var drainage = new Drainage(map, heights, seaLevel, 3, TestContext.Current.CancellationToken);
        var surfaces = Relax(map, heights, seaLevel);
        long left = 0;
        for (var cell = 0; cell < map.Cells; cell++)
        {
            Assert.Equal(surfaces[cell], drainage.Surface(cell));
            Assert.Equal(drainage.Way(cell) == Drainage.Sea, heights[cell] <= seaLevel);
            var isHollow = surfaces[cell] > heights[cell] && heights[cell] > seaLevel;
            Assert.Equal(isHollow, drainage.IsLake(cell) || drainage.IsFilled(cell));
            if (Downstream(map, drainage, cell) is { } next) Assert.True(surfaces[next] <= surfaces[cell]);
            else left += drainage.Catchment(cell);
            Assert.Equal(CountUpstream(map, drainage, cell), drainage.Catchment(cell));
        }

        Assert.Equal(map.Cells, left);
    }

    private static int? Downstream(CellArea map, Drainage drainage, int cell)
    {
        if (drainage.Way(cell) == Drainage.Sea) return null;
        var (x, y) = ((cell % map.Width) + Directions.X[drainage.Way(cell)], (cell / map.Width) + Directions.Y[drainage.Way(cell)]);
        return map.Contains(x, y) ? (y * map.Width) + x : null;
    }

    private static int CountUpstream(CellArea map, Drainage drainage, int target)
    {
        var count = 0;
        for (var cell = 0; cell < map.Cells; cell++)
        {
            var steps = 0;
            for (int? at = cell; at is { } here; at = Downstream(map, drainage, here))
            {
                Assert.True(steps++ <= map.Cells, "water runs in a circle");
                if (here != target) continue;
                count++;
                break;
            }
        }

        return count;
    }

    /// <summary>Bellman and Ford's way: a surface is the height, or the lowest of the neighbours' surfaces where that is higher.</summary>
    private static int[] Relax(CellArea map, ushort[] heights, int seaLevel)
    {
        var surfaces = new int[map.Cells];
        for (var cell = 0; cell < map.Cells; cell++)
        {
            var (x, y) = (cell % map.Width, cell / map.Width);
            var isBorder = x == 0 || y == 0 || x == map.Width - 1 || y == map.Height - 1;
            surfaces[cell] = heights[cell] <= seaLevel ? seaLevel : isBorder ? heights[cell] : int.MaxValue;
        }

        for (var changed = true; changed;)
        {
            changed = false;
            for (var cell = 0; cell < map.Cells; cell++)
            {
                for (var direction = 0; direction < Directions.Count; direction++)
                {
                    var (x, y) = ((cell % map.Width) + Directions.X[direction], (cell / map.Width) + Directions.Y[direction]);
                    if (!map.Contains(x, y)) continue;
                    var through = Math.Max(heights[cell], surfaces[(y * map.Width) + x]);
                    if (through >= surfaces[cell]) continue;
                    surfaces[cell] = through;
                    changed = true;
                }
            }
        }

        return surfaces;
    }
}
