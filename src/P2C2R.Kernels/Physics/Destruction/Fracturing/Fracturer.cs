using P2C2R.Kernels.Physics.Destruction.Cells;
using P2C2R.Kernels.Physics.Destruction.Parts;
using P2C2R.Kernels.Physics.Destruction.Solids;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>Breaks a solid into pieces: Voronoi cells of sites in it, level by level, and what each cell and the solid have in common.</summary>
/// <param name="solid">The solid.</param>
/// <param name="place">Where its grid is.</param>
/// <param name="number">Its number.</param>
internal sealed class Fracturer(Solid solid, GridPlace place, int number)
{
    // Parts with less than this share of the solid are dust.
    private const double Dust = 1e-10;

    private readonly List<SiteCell> _cells = [];
    private int _sites;
    private int _groups;

    /// <summary>Breaks it.</summary>
    /// <param name="settings">Where the sites are.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Takes fractions.</param>
    /// <param name="cancellation">Ends it.</param>
    public List<Piece> Run(SiteSettings settings, int threads, Action<double> progress, CancellationToken cancellation)
    {
        var maker = new SiteMaker(solid, place, settings.Seed);
        _groups = settings.Impacts.Count + 1;
        AddCells(_cells, maker.First(settings, cancellation), [], cancellation);
        foreach (var count in settings.Levels) Refine(maker, count, cancellation);
        return Clip(threads, progress, cancellation);
    }

    private void Refine(SiteMaker maker, int count, CancellationToken cancellation)
    {
        var finer = new List<SiteCell>();
        foreach (var cell in _cells)
        {
            cancellation.ThrowIfCancellationRequested();
            var (low, high) = Bounds(cell);
            var sites = maker.Inside(count, _groups++, low, high, cell.Planes(default), cancellation);
            if (sites.Count == 0) finer.Add(cell);
            else AddCells(finer, sites, cell.Walls, cancellation);
        }

        _cells.Clear();
        _cells.AddRange(finer);
    }

    private static (GridPoint Low, GridPoint High) Bounds(SiteCell cell)
    {
        var shape = new ConvexCell();
        shape.Start(default(GridPoint) - cell.Site, new GridPoint(GridPoint.Most, GridPoint.Most, GridPoint.Most) - cell.Site);
        foreach (var plane in cell.Planes(cell.Site)) shape.Cut(plane);
        var corners = Enumerable.Range(0, shape.CornerCount).Select(shape.At).SelectMany(c =>
            (GridPoint[])[Rounded(cell.Site, c, -1), Rounded(cell.Site, c, 1)]);
        return SiteMaker.Bounds(corners);
    }

    private static GridPoint Rounded(GridPoint site, (double X, double Y, double Z) corner, int margin) => new(
        Math.Clamp(site.X + (int)corner.X + margin, 0, GridPoint.Most),
        Math.Clamp(site.Y + (int)corner.Y + margin, 0, GridPoint.Most),
        Math.Clamp(site.Z + (int)corner.Z + margin, 0, GridPoint.Most));

    /// <summary>The cells of some sites within the walls of the cell that they are in.</summary>
    private void AddCells(List<SiteCell> cells, List<GridPoint> sites, IReadOnlyList<CellWall> walls, CancellationToken cancellation)
    {
        if (sites.Count == 0) return;
        var first = _sites;
        _sites += sites.Count;
        var grid = new SiteGrid([.. sites]);
        var finder = new CellFinder(grid, default, new(GridPoint.Most, GridPoint.Most, GridPoint.Most));
        var found = new SiteCell[sites.Count];
        for (var at = 0; at < sites.Count; at++)
        {
            finder.Find(at, cancellation);
            var (own, site) = (grid.Order[at], grid.Sites[at]);
            for (var w = 0; w < walls.Count; w++) finder.Cell.Cut(CellPlane.Between(walls[w].OwnSite, walls[w].OtherSite, site, sites.Count + w));
            found[own] = new(first + own, site, [.. finder.Cell.Tags().Where(static t => t >= 0).Order().Select(t =>
                t >= sites.Count ? walls[t - sites.Count] : new CellWall(first + own, site, first + t, sites[t]))]);
        }

        cells.AddRange(found);
    }

    private List<Piece> Clip(int threads, Action<double> progress, CancellationToken cancellation)
    {
        var least = (double)solid.SixVolumes() / 6 * place.Step * place.Step * place.Step * Dust;
        var pieces = new List<Piece>[_cells.Count];
        var (done, isConvex) = (0, Convexity.IsLocal(solid));
        using var crew = new WorkCrew(threads);
        using var clippers = new ThreadLocal<(SolidClipper Clipper, PieceBuilder Builder)>(() => (new(solid), new(place, number, least)));
        crew.Run(_cells.Count, 1, (from, to) =>
        {
            for (var i = from; i < to && !cancellation.IsCancellationRequested; i++)
            {
                try
                {
                    pieces[i] = Clip(_cells[i], clippers.Value, isConvex, cancellation);
                }
                catch (OperationCanceledException)
                {
                    // Thrown again below, on the thread that waits for all.
                    return;
                }

                lock (clippers) progress((double)++done / _cells.Count);
            }
        });
        cancellation.ThrowIfCancellationRequested();
        return [.. pieces.SelectMany(static p => p)];
    }

    private List<Piece> Clip(SiteCell cell, (SolidClipper Clipper, PieceBuilder Builder) tools, bool isConvex, CancellationToken cancellation)
    {
        if (tools.Clipper.Clip(cell.Site, cell.Planes(cell.Site), cancellation) is not { } clipped) return [];
        var pieces = tools.Builder.Build(solid, clipped, cell.Site, cell.Walls, cancellation);
        return isConvex ? pieces : pieces.ConvertAll(p => p with { Parts = ConvexDecomposition.Of(p, cancellation) });
    }
}
