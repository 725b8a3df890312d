namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>Makes convex polygons of regions' outlines. Where simplifying spoils a region, its outlines get more detail until it is proper.</summary>
internal static class PolygonBuilder
{
    // Straight, within the error, every bend.
    private const int MostRounds = 8;

    /// <summary>Builds; <paramref name="cancellation"/> is looked at for every region, and inside.</summary>
    public static (Corner[] Corners, List<List<int>> Polygons) Build(List<Outline> outlines, int regionCount, double error, int mostCorners, CancellationToken cancellation)
    {
        var byRegion = new List<Outline>[regionCount + 1];
        foreach (var outline in outlines) (byRegion[outline.Region] ??= []).Add(outline);
        var shapes = Simplify(byRegion, outlines, error, cancellation);
        var corners = new List<Corner>();
        var numbers = new Dictionary<Corner, int>();
        var triangles = new List<List<int>>();
        foreach (var (polygon, clipped) in shapes)
        {
            for (var i = 0; i < clipped.Count; i += 3) triangles.Add([Number(polygon[clipped[i]]), Number(polygon[clipped[i + 1]]), Number(polygon[clipped[i + 2]])]);
        }

        Corner[] all = [.. corners];
        return (all, ConvexMerger.Merge(all, [.. triangles], mostCorners, cancellation));

        int Number(Corner corner)
        {
            if (numbers.TryGetValue(corner, out var number)) return number;
            numbers.Add(corner, corners.Count);
            corners.Add(corner);
            return corners.Count - 1;
        }
    }

    private static List<(List<Corner> Polygon, List<int> Triangles)> Simplify(List<Outline>?[] byRegion, List<Outline> outlines, double error, CancellationToken cancellation)
    {
        foreach (var (chain, _) in outlines.SelectMany(static o => o.Sides)) chain.Simplify(error, cancellation);
        var done = new (List<Corner> Polygon, List<int> Triangles)?[byRegion.Length];
        var isStale = byRegion.Select(static o => o is not null).ToArray();
        for (var round = 0; round < MostRounds && Array.IndexOf(isStale, true) >= 0; round++)
        {
            var refined = new HashSet<Chain>();
            for (var region = 1; region < byRegion.Length; region++)
            {
                if (!isStale[region]) continue;
                done[region] = Triangulate(byRegion[region]!, cancellation);
                if (done[region] is null) Refine(byRegion[region]!, error, refined, cancellation);
            }

            // Whoever shares a refined chain is to be done again.
            for (var region = 1; region < byRegion.Length; region++) isStale[region] = byRegion[region] is { } own && own.Exists(o => o.Sides.Exists(s => refined.Contains(s.Chain)));
        }

        return [.. done.OfType<(List<Corner> Polygon, List<int> Triangles)>()];
    }

    private static (List<Corner> Polygon, List<int> Triangles)? Triangulate(List<Outline> outlines, CancellationToken cancellation)
    {
        if (RegionShape.From(outlines, cancellation)?.Joined() is not { } polygon) return null;
        return EarClipper.Clip(polygon, cancellation) is { } triangles ? (polygon, triangles) : null;
    }

    private static void Refine(List<Outline> outlines, double error, HashSet<Chain> refined, CancellationToken cancellation)
    {
        foreach (var (chain, _) in outlines.SelectMany(static o => o.Sides))
        {
            if (!chain.CanRefine || !refined.Add(chain)) continue;
            chain.Refine();
            chain.Simplify(error, cancellation);
        }
    }
}
