using P2C2R.Kernels.Images;

namespace P2C2R.Kernels.ProceduralGeneration.Tiles;

/// <summary>Tiles by number: a name and a picture each, all of the same size.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Pictures">Their pictures.</param>
internal sealed record TileSet(IReadOnlyList<string> Names, IReadOnlyList<TilePicture> Pictures)
{
    private const int AtlasColumns = 16;
    private const int MaxPictureSide = 4096;

    /// <summary>Number of tiles.</summary>
    public int Count => Names.Count;

    /// <summary>Pixels of a tile's side.</summary>
    public int Side => Pictures[0].Side;

    /// <summary>Tiles in a row of the atlas.</summary>
    public int Columns => Math.Min(Count, AtlasColumns);

    /// <summary>Rows of the atlas.</summary>
    public int Rows => (Count + Columns - 1) / Columns;

    /// <summary>Writes all tiles as one picture, for engines.</summary>
    public void WriteAtlas(Stream destination)
    {
        var grid = new int[Columns * Rows];
        for (var i = 0; i < grid.Length; i++) grid[i] = i < Count ? i : -1;
        Paint(grid, Columns, Rows, Side, destination);
    }

    /// <summary>Writes a picture of a grid of tiles; tiles become smaller where it would have more than 4,096 pixels a side.</summary>
    /// <param name="tiles">The number of each cell's tile; -1 for black.</param>
    /// <param name="width">Cells in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="destination">Where to.</param>
    public void WritePicture(IReadOnlyList<int> tiles, int width, int height, Stream destination) =>
        Paint(tiles, width, height, Math.Clamp(MaxPictureSide / Math.Max(width, height), 1, Side), destination);

    private void Paint(IReadOnlyList<int> tiles, int width, int height, int side, Stream destination)
    {
        var pictures = Pictures.Select(p => p.Scaled(side)).ToArray();
        var rgb = new byte[width * side * height * side * 3];
        for (var cell = 0; cell < width * height; cell++)
        {
            if (tiles[cell] < 0) continue;
            var from = pictures[tiles[cell]].Rgb;
            var left = cell % width * side;
            for (var y = 0; y < side; y++)
            {
                var row = (cell / width * side) + y;
                from.AsSpan(y * side * 3, side * 3).CopyTo(rgb.AsSpan(((row * width * side) + left) * 3));
            }
        }

        PngWriter.Write(destination, width * side, height * side, rgb);
    }
}
