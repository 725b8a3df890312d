using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>
/// Puts sites into a solid: random points, of which those outside or met before are left out. The k-th try of a group is a function of
/// (seed, group, k).
/// </summary>
/// <param name="solid">The solid.</param>
/// <param name="place">Where its grid is.</param>
/// <param name="seed">Of the random numbers.</param>
internal sealed class SiteMaker(Solid solid, GridPlace place, long seed)
{
    // A solid that fills less than about a thousandth of its box gets fewer sites than were asked for.
    private const int TriesPerSite = 1000;

    // Tries between looks for a cancel: each goes through all triangles.
    private const int LookEvery = 16;

    private readonly HashSet<GridPoint> _known = [];

    /// <summary>Sites of the first level.</summary>
    public List<GridPoint> First(SiteSettings settings, CancellationToken cancellation)
    {
        var sites = new List<GridPoint>();
        var (low, high) = Bounds(solid.Points);
        Add(sites, settings.Count, 0, k => Within(low, high, 0, k), [], cancellation);
        for (var i = 0; i < settings.Impacts.Count; i++)
        {
            var (impact, group) = (settings.Impacts[i], i + 1);
            Add(sites, impact.Count, group, k => Around(impact, group, k), [], cancellation);
        }

        return sites;
    }

    /// <summary>Sites in a cell.</summary>
    /// <param name="count">How many.</param>
    /// <param name="group">Of the random numbers.</param>
    /// <param name="low">A corner of a box around the cell.</param>
    /// <param name="high">The opposite corner.</param>
    /// <param name="planes">What bounds the cell, as seen from 0, 0, 0.</param>
    /// <param name="cancellation">Ends it.</param>
    public List<GridPoint> Inside(int count, int group, GridPoint low, GridPoint high, IReadOnlyList<CellPlane> planes, CancellationToken cancellation)
    {
        var sites = new List<GridPoint>();
        Add(sites, count, group, k => Within(low, high, group, k), planes, cancellation);
        return sites;
    }

    /// <summary>The box around points.</summary>
    public static (GridPoint Low, GridPoint High) Bounds(IEnumerable<GridPoint> points)
    {
        var (low, high) = (new GridPoint(GridPoint.Most, GridPoint.Most, GridPoint.Most), default(GridPoint));
        foreach (var p in points)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        return (low, high);
    }

    private void Add(List<GridPoint> sites, int count, int group, Func<long, GridPoint> candidate, IReadOnlyList<CellPlane> planes, CancellationToken cancellation)
    {
        var most = sites.Count + count;
        for (long k = 0; k < (long)count * TriesPerSite && sites.Count < most; k++)
        {
            if (k % LookEvery == 0) cancellation.ThrowIfCancellationRequested();
            var point = candidate(k);
            if (IsBeyond(point, planes) || !solid.Contains(point) || !_known.Add(point)) continue;
            sites.Add(point);
        }
    }

    private static bool IsBeyond(GridPoint point, IReadOnlyList<CellPlane> planes)
    {
        foreach (var plane in planes)
        {
            if (plane.Beyond(point) > 0) return true;
        }

        return false;
    }

    private GridPoint Within(GridPoint low, GridPoint high, int group, long k) => new(
        low.X + (int)CounterRandom.Below(high.X - low.X + 1, seed, group, 3 * k),
        low.Y + (int)CounterRandom.Below(high.Y - low.Y + 1, seed, group, (3 * k) + 1),
        low.Z + (int)CounterRandom.Below(high.Z - low.Z + 1, seed, group, (3 * k) + 2));

    /// <summary>A direction by the way to a point in a cube; those outside its ball count as outside the solid.</summary>
    private GridPoint Around(ImpactSites impact, int group, long k)
    {
        var d = new Double3(Number(group, 4 * k) - 0.5, Number(group, (4 * k) + 1) - 0.5, Number(group, (4 * k) + 2) - 0.5);
        var length = d.Length;
        if (length is > 0.5 or 0) return new(-1, -1, -1);
        var share = Number(group, (4 * k) + 3);
        return place.ToGrid(impact.Point + (d * (impact.Radius * share * share / length)));
    }

    private double Number(int group, long sample) => (CounterRandom.Bits(seed, group, sample) >> 11) * (1.0 / (1L << 53));
}
