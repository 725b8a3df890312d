namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>
/// The way from triangles to a tile of the navigation mesh, step by step: the pipeline known from M. Mononen's Recast (2009).
/// </summary>
/// <param name="settings">How to build.</param>
/// <param name="cancellation">Looked at in all steps.</param>
internal sealed class TileBuilder(NavigationSettings settings, CancellationToken cancellation)
{
    /// <summary>Builds a tile; null where it has more spans than a tile may have.</summary>
    /// <param name="tile">Its cells, counted from the map's origin.</param>
    /// <param name="triangles">x, y, z of three corners each, in the mesh's unit of length: at least those over the tile and its border.</param>
    public TileMesh? Build(TileArea tile, ReadOnlySpan<float> triangles)
    {
        // 1 solid voxels
        var border = settings.Border;
        var solid = new Heightfield(tile.Left - border, tile.Near - border, tile.Width + (2 * border), tile.Depth + (2 * border));
        if (!Rasterize(solid, triangles)) return null;

        // 2 where one can stand
        WalkableFilters.AllowLowObstacles(solid, settings.Climb, cancellation);
        WalkableFilters.RefuseLedges(solid, settings.Height, settings.Climb, cancellation);
        WalkableFilters.RefuseLowCeilings(solid, settings.Height, cancellation);

        // 3 where an agent's middle can be
        var inside = new TileArea(border, border, tile.Width, tile.Depth);
        var field = CompactField.From(solid, settings.Height, settings.Climb, cancellation);
        Erosion.ByRadius(field, settings.Radius, cancellation);
        Erosion.OfIslands(field, inside, settings.MinRegionArea, cancellation);

        // 4 regions
        var (regions, count) = Watershed.Flood(field, inside, cancellation);
        count = RegionMerging.Merge(field, regions, count, settings.MergeRegionArea, cancellation);

        // 5 outlines, 6 polygons
        var (outlines, seams) = ContourTracer.Trace(field, regions, cancellation);
        var (corners, polygons) = PolygonBuilder.Build(outlines, count, settings.EdgeErrorMillicells / 1000.0, settings.PolygonCorners, cancellation);
        return new TileMesh(corners, polygons, seams);
    }

    private bool Rasterize(Heightfield solid, ReadOnlySpan<float> triangles)
    {
        var rasterizer = new TriangleRasterizer(solid, settings.Climb, cancellation);
        var leastRise = Slope.Cosine(settings.SlopeMillidegrees);
        for (var i = 0; i < triangles.Length; i += 9)
        {
            cancellation.ThrowIfCancellationRequested();
            if (solid.Count > Heightfield.MostSpans) return false;
            var (a, b, c) = (ToVoxels(triangles[i..]), ToVoxels(triangles[(i + 3)..]), ToVoxels(triangles[(i + 6)..]));
            rasterizer.Add(a, b, c, Slope.IsWalkable(triangles.Slice(i, 9), leastRise));
        }

        return true;
    }

    private (double X, double Y, double Z) ToVoxels(ReadOnlySpan<float> position) =>
        ((position[0] - settings.Origin.X) / settings.CellSize, (position[1] - settings.Origin.Y) / settings.CellHeight, (position[2] - settings.Origin.Z) / settings.CellSize);
}
