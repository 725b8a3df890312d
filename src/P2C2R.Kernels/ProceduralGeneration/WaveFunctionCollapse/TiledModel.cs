using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>The simple tiled model: a pattern is a tile in one orientation, neighbours have edges that fit.</summary>
internal sealed class TiledModel : IWaveModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="tiles">All tiles in all their orientations.</param>
    public TiledModel(IReadOnlyList<LabelledTile> tiles)
    {
        var facing = tiles.Select(static t => t.Edges.Facing()).ToArray();
        var words = AdjacencyRules.WordsFor(tiles.Count);
        var (east, south) = (new ulong[tiles.Count * words], new ulong[tiles.Count * words]);
        for (var p = 0; p < tiles.Count; p++)
        {
            for (var q = 0; q < tiles.Count; q++)
            {
                if (tiles[p].Edges.East == facing[q].West) east[(p * words) + (q >> 6)] |= 1UL << (q & 63);
                if (tiles[p].Edges.South == facing[q].North) south[(p * words) + (q >> 6)] |= 1UL << (q & 63);
            }
        }

        Rules = new AdjacencyRules([.. tiles.Select(static t => t.Weight)], east, south);
        Tiles = new TileSet([.. tiles.Select(static t => t.Name)], [.. tiles.Select(static t => t.Picture)]);
    }

    /// <inheritdoc/>
    public AdjacencyRules Rules { get; }

    /// <inheritdoc/>
    public TileSet Tiles { get; }

    /// <inheritdoc/>
    public int CellsAlong(int side, bool periodic) => side;

    /// <inheritdoc/>
    public IEnumerable<(int BackX, int BackY, ulong[] Patterns)> PatternsWith(IReadOnlyList<int> tiles)
    {
        var set = new ulong[Rules.Words];
        foreach (var tile in tiles) set[tile >> 6] |= 1UL << (tile & 63);
        yield return (0, 0, set);
    }

    /// <inheritdoc/>
    public int TileOf(int pattern, int x, int y) => pattern;
}
