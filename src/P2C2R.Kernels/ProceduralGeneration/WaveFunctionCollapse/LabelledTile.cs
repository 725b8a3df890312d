using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>A tile of the simple tiled model, in one orientation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">How likely each of its orientations is.</param>
/// <param name="Edges">The labels of its edges.</param>
/// <param name="Picture">Its picture.</param>
internal sealed record LabelledTile(string Name, int Weight, EdgeLabels Edges, TilePicture Picture)
{
    /// <summary>The orientations that a symmetry leaves different, this one first: turns to the right, then the same mirrored.</summary>
    /// <returns>Null where the edges contradict the symmetry.</returns>
    public IReadOnlyList<LabelledTile>? Orientations(TileSymmetry symmetry)
    {
        var all = new List<LabelledTile>();
        for (var (tile, i) = (this, 0); i < 8; i++)
        {
            all.Add(tile);
            tile = i == 3 ? this with { Edges = Edges.Mirrored(), Picture = Picture.Mirrored() } : tile with { Edges = tile.Edges.Turned(), Picture = tile.Picture.Turned() };
        }

        var count = symmetry switch { TileSymmetry.X => 1, TileSymmetry.I or TileSymmetry.Diagonal => 2, TileSymmetry.F => 8, _ => 4 };
        if (all.Skip(count).Any(other => all.Take(count).All(kept => kept.Edges != other.Edges))) return null;
        return count == 1 ? [this] : [.. all.Take(count).Select((tile, i) => tile with { Name = $"{Name}/{i}" })];
    }
}
