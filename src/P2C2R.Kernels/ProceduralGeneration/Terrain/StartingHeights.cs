namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// The heights with which a stage starts, put together from the outputs of those that it depends on. The first round of a level
/// starts from the level's base heights plus what erosion changed on the coarser level.
/// </summary>
/// <param name="parameters">The parameters.</param>
/// <param name="layout">Of these parameters.</param>
/// <param name="map">The given map, or null.</param>
internal sealed class StartingHeights(TerrainParameters parameters, TerrainLayout layout, HeightMap? map)
{
    /// <summary>The tiles on whose outputs an area depends, and their level.</summary>
    /// <param name="level">The area's level.</param>
    /// <param name="round">Rounds of that level that are over.</param>
    /// <param name="area">The area.</param>
    public (int Level, List<int> Tiles) DependsOn(int level, int round, CellArea area)
    {
        if (round > 0) return (level, layout.TilesNear(level, area));
        return level + 1 < layout.Levels ? (level + 1, layout.TilesNear(level + 1, layout.Coarser(level, area))) : (level, []);
    }

    /// <summary>The heights of an area.</summary>
    /// <param name="level">The area's level.</param>
    /// <param name="round">Rounds of that level that are over.</param>
    /// <param name="area">The area.</param>
    /// <param name="outputs">Those of <see cref="DependsOn"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where an output isn't what it should be.</returns>
    public HeightField? Assemble(int level, int round, CellArea area, IReadOnlyList<SliceData> outputs, CancellationToken cancellation)
    {
        var (from, tiles) = DependsOn(level, round, area);
        if (tiles.Count != outputs.Count) return null;
        if (tiles.Count == 0) return new BaseHeights(parameters, level, map).Fill(area, cancellation);
        var field = new HeightField(from == level ? area : layout.Coarser(level, area));
        for (var i = 0; i < tiles.Count; i++)
        {
            if (!TileChanges.TryAdd(outputs[i].Bytes.Span, layout.Tile(from, tiles[i]), layout.AreaOf(from), field, cancellation)) return null;
        }

        return from == level ? field : Refine(level, area, field, cancellation);
    }

    private HeightField Refine(int level, CellArea area, HeightField coarse, CancellationToken cancellation)
    {
        var before = new BaseHeights(parameters, level + 1, map).Fill(coarse.Area, cancellation);
        for (var i = 0; i < before.Cells.Length; i++) coarse.Cells[i] -= before.Cells[i];
        var fine = new BaseHeights(parameters, level, map).Fill(area, cancellation);
        for (var y = area.Y; y < area.Bottom; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            AddChanges(coarse, y, fine.Row(area.X, y, area.Width), area.X);
        }

        return fine;
    }

    /// <summary>Bilinear: a cell's middle lies a quarter of a coarse cell from that cell's middle, so the nearest one counts 9 of 16.</summary>
    private static void AddChanges(HeightField coarse, int y, Span<int> row, int left)
    {
        var area = coarse.Area;
        var near = coarse.Row(area.X, y >> 1, area.Width);
        var far = coarse.Row(area.X, Math.Clamp((y >> 1) + ((y & 1) == 0 ? -1 : 1), area.Y, area.Bottom - 1), area.Width);
        for (var i = 0; i < row.Length; i++)
        {
            var x = left + i;
            var column = (x >> 1) - area.X;
            var other = Math.Clamp(column + ((x & 1) == 0 ? -1 : 1), 0, area.Width - 1);
            row[i] += (int)(((9L * near[column]) + (3L * near[other]) + (3L * far[column]) + far[other] + 8) >> 4);
        }
    }
}
