using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// The canonical output: <c>"P2TR" | i32 width | i32 height | i32 low | i32 high | i32 sea level</c>, all heights (<c>u16</c>), all biomes
/// (<c>u8</c>), all water (<c>u8</c>), rows from the top. It doesn't show what the tiles were.
/// </summary>
internal static class TerrainMerger
{
    /// <summary>Bytes before the heights.</summary>
    public const int HeaderSize = 24;

    /// <summary>What it starts with.</summary>
    public static ReadOnlySpan<byte> Magic => "P2TR"u8;

    /// <summary>Merges.</summary>
    /// <exception cref="InvalidDataException">An answer can't be one.</exception>
    public static void Merge(PlannedTerrain terrain, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var (parameters, layout) = (terrain.Parameters, terrain.Layout);
        if (outputs.Count != layout.TileCount(0)) throw new InvalidDataException($"{outputs.Count} answers for {layout.TileCount(0)} tiles");
        for (var tile = 0; tile < outputs.Count; tile++)
        {
            if (ClassifiedTile.Find(outputs[tile].Answer.Span, layout.Tile(0, tile)) is { } wrong) throw new InvalidDataException($"slice {outputs[tile].Slice}: {wrong}");
        }

        var header = new CanonicalWriter();
        header.Bytes(Magic);
        foreach (var value in (int[])[parameters.Width, parameters.Height, parameters.Low, parameters.High, new HeightScale(parameters).SeaLevel]) header.I32(value);
        canonical.Write(header.Written.Span);
        WriteLayer(layout, outputs, canonical, 2, ClassifiedTile.Heights);
        WriteLayer(layout, outputs, canonical, 1, ClassifiedTile.Biomes);
        WriteLayer(layout, outputs, canonical, 1, ClassifiedTile.Water);
    }

    private static void WriteLayer(TerrainLayout layout, IReadOnlyList<SliceResult> outputs, Stream canonical, int cellSize, Func<ReadOnlyMemory<byte>, CellArea, int, ReadOnlyMemory<byte>> rowOf)
    {
        var columns = layout.TileColumns(0);
        var band = new byte[layout.AreaOf(0).Width * cellSize];
        for (var first = 0; first < outputs.Count; first += columns)
        {
            for (var row = 0; row < layout.Tile(0, first).Height; row++)
            {
                for (var tile = first; tile < first + columns; tile++)
                {
                    var area = layout.Tile(0, tile);
                    rowOf(outputs[tile].Answer, area, row).Span.CopyTo(band.AsSpan(area.X * cellSize));
                }

                canonical.Write(band);
            }
        }
    }
}
