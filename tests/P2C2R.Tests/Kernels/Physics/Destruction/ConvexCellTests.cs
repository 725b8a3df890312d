using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>Voronoi cells found by the search against cells clipped by every site in the plain way.</summary>
public sealed class ConvexCellTests
{
    private static readonly GridPoint Far = new(GridPoint.Most, GridPoint.Most, GridPoint.Most);

    // Relative: corners are right to about 1e-14 of the box, in both ways, and cells are a hundredth of the box wide.
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 40)]
    [InlineData(3, 300)]
    [InlineData(4, 1000)]
    public void Random_cells_are_those_of_a_brute_force_clipper(long seed, int count)
    {
        var sites = Random(seed, count, static v => v);
        Compare(sites, Enumerable.Range(0, count).Where(i => i % Math.Max(1, count / 60) == 0));
    }

    /// <summary>Most sites near one corner, a few far away, so that the search goes far beyond its list.</summary>
    [Fact]
    public void Cells_of_crowded_sites_are_those_of_a_brute_force_clipper()
    {
        var sites = Random(9, 500, static v => (int)((long)v * v / GridPoint.Most * v / GridPoint.Most));
        Compare(sites, Enumerable.Range(0, sites.Length).Where(static i => i % 9 == 0));
    }

    /// <summary>Eight cells meet in each corner: every test of a plane is a tie.</summary>
    [Fact]
    public void Cells_of_a_lattice_are_cubes()
    {
        const int side = 6, step = 80_000;
        var sites = (from x in Enumerable.Range(0, side) from y in Enumerable.Range(0, side) from z in Enumerable.Range(0, side) select new GridPoint((x * step) + (step / 2), (y * step) + (step / 2), (z * step) + (step / 2))).ToArray();
        var grid = new SiteGrid(sites);
        var finder = new CellFinder(grid, default, new(side * step, side * step, side * step));
        for (var i = 0; i < sites.Length; i++)
        {
            finder.Find(i);
            Assert.Equal(Math.Pow(step, 3), finder.Cell.Volume(), Math.Pow(step, 3) * 1e-12);
        }
    }

    [Fact]
    public void Volumes_of_many_cells_sum_to_the_box()
    {
        var sites = Random(21, 5000, static v => v);
        var grid = new SiteGrid(sites);
        var finder = new CellFinder(grid, default, Far);
        var sum = 0.0;
        for (var i = 0; i < sites.Length; i++)
        {
            finder.Find(i);
            sum += finder.Cell.Volume();
        }

        // Rounding of 5,000 terms: below 1e-12 each.
        Assert.Equal(1, sum / Math.Pow(GridPoint.Most, 3), 1e-11);
    }

    [Fact]
    public void Faces_are_closed_and_neighbours_see_one_another()
    {
        var sites = Random(33, 400, static v => v);
        var grid = new SiteGrid(sites);
        var finder = new CellFinder(grid, default, Far);
        var (planes, starts, corners) = (new int[200], new int[200], new int[1000]);
        var seen = new HashSet<(int, int)>();
        for (var i = 0; i < sites.Length; i++)
        {
            finder.Find(i);
            var faces = finder.Cell.Faces(planes, starts, corners);
            Assert.Equal(2, finder.Cell.CornerCount - (starts[faces] / 2) + faces);
            var sides = new HashSet<(int, int)>();
            for (var f = 0; f < faces; f++)
            {
                var tag = finder.Cell.Plane(planes[f]).Tag;
                if (tag >= 0) seen.Add((grid.Order[i], tag));
                for (var k = starts[f]; k < starts[f + 1]; k++) Assert.True(sides.Add((corners[k], corners[k + 1 == starts[f + 1] ? starts[f] : k + 1])));
            }

            Assert.All(sides, s => Assert.Contains((s.Item2, s.Item1), sides));
        }

        Assert.All(seen, s => Assert.Contains((s.Item2, s.Item1), seen));
    }

    private static void Compare(GridPoint[] sites, IEnumerable<int> some)
    {
        var grid = new SiteGrid(sites);
        var finder = new CellFinder(grid, default, Far);
        foreach (var at in some)
        {
            finder.Find(at);
            var (own, site) = (grid.Order[at], grid.Sites[at]);
            var plain = new PlainClipper(default(GridPoint) - site, Far - site);
            for (var j = 0; j < sites.Length; j++)
            {
                if (j != own) plain.Cut(CellPlane.Between(site, sites[j], site, j));
            }

            Assert.Equal(1, finder.Cell.Volume() / plain.Volume, Tolerance);
            var large = plain.Areas().Where(a => a.Value > 1e-7 * Math.Pow(plain.Volume, 2.0 / 3)).Select(static a => a.Key).ToHashSet();
            Assert.Subset(finder.Cell.Tags().ToHashSet(), large);
            Assert.InRange(finder.Cell.Tags().Count(), large.Count, large.Count + 2);
        }
    }

    private static GridPoint[] Random(long seed, int count, Func<int, int> shape)
    {
        int Part(int i, int k) => shape((int)CounterRandom.Below(GridPoint.Most + 1, seed, i, k));
        return [.. Enumerable.Range(0, count).Select(i => new GridPoint(Part(i, 0), Part(i, 1), Part(i, 2))).Distinct()];
    }
}
