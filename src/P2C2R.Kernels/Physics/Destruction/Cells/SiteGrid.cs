namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>
/// Sites sorted into equal blocks, and the order in which the blocks around a block are looked through: nearest first, so that the cell
/// is soon small and the rest is known to be too far (the search of voro++: Rycroft, "VORO++: a three-dimensional Voronoi cell library in
/// C++", 2009).
/// </summary>
internal sealed class SiteGrid
{
    private const double SitesPerBlock = 2.5;
    private readonly int[] _starts;

    /// <summary>Sorts sites.</summary>
    /// <param name="sites">No two alike.</param>
    public SiteGrid(ReadOnlySpan<GridPoint> sites)
    {
        var (low, high) = (sites[0], sites[0]);
        foreach (var s in sites)
        {
            low = new(Math.Min(low.X, s.X), Math.Min(low.Y, s.Y), Math.Min(low.Z, s.Z));
            high = new(Math.Max(high.X, s.X), Math.Max(high.Y, s.Y), Math.Max(high.Z, s.Z));
        }

        Low = low;
        var extent = high - low;
        Side = SideFor(sites.Length, extent.X + 1, extent.Y + 1, extent.Z + 1);
        (CountX, CountY, CountZ) = ((extent.X / Side) + 1, (extent.Y / Side) + 1, (extent.Z / Side) + 1);
        _starts = new int[(CountX * CountY * CountZ) + 1];
        foreach (var s in sites) _starts[BlockOf(s) + 1]++;
        for (var b = 1; b < _starts.Length; b++) _starts[b] += _starts[b - 1];
        (Order, Sites) = (new int[sites.Length], new GridPoint[sites.Length]);
        var next = _starts.AsSpan(0, _starts.Length - 1).ToArray();
        for (var i = 0; i < sites.Length; i++)
        {
            var at = next[BlockOf(sites[i])]++;
            (Order[at], Sites[at]) = (i, sites[i]);
        }
    }

    /// <summary>Length of a block, in grid steps.</summary>
    public int Side { get; }

    /// <summary>Least parts of all sites.</summary>
    public GridPoint Low { get; }

    /// <summary>Blocks along x.</summary>
    public int CountX { get; }

    /// <summary>Blocks along y.</summary>
    public int CountY { get; }

    /// <summary>Blocks along z.</summary>
    public int CountZ { get; }

    /// <summary>Numbers of the sites, block by block.</summary>
    public int[] Order { get; }

    /// <summary>The sites in that order.</summary>
    public GridPoint[] Sites { get; }

    /// <summary>Where the sites of a block are in <see cref="Order"/>.</summary>
    public (int From, int To) Block(int x, int y, int z)
    {
        var block = (((z * CountY) + y) * CountX) + x;
        return (_starts[block], _starts[block + 1]);
    }

    private int BlockOf(GridPoint s) => (((((s.Z - Low.Z) / Side) * CountY) + ((s.Y - Low.Y) / Side)) * CountX) + ((s.X - Low.X) / Side);

    /// <summary>The least side that makes no more blocks than sites need; flat and long sets too.</summary>
    private static int SideFor(int count, long x, long y, long z)
    {
        var most = Math.Max(1, (long)(count / SitesPerBlock));
        var (low, high) = (1L, (long)GridPoint.Most * 2);
        while (low < high)
        {
            var side = (low + high) / 2;
            var blocks = ((x - 1) / side + 1) * (double)((y - 1) / side + 1) * ((z - 1) / side + 1);
            if (blocks <= most) high = side;
            else low = side + 1;
        }

        return (int)low;
    }
}
