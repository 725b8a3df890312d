namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// Levels, tiles, and which slice depends on which. Level 0 is the map; each further level has cells twice as wide, and is eroded
/// before the one below it, so that droplets of a short life make long valleys too.
/// </summary>
internal sealed class TerrainLayout
{
    /// <summary>Levels at most.</summary>
    public const int MaxLevels = 5;

    // A coarser level than this has nothing to erode.
    private const int LeastSide = 128;

    private readonly TerrainParameters _parameters;

    /// <summary>For a map.</summary>
    public TerrainLayout(TerrainParameters parameters)
    {
        _parameters = parameters;
        Levels = 1;
        if (parameters.Rounds == 0 || parameters.DropletsPerBlock == 0) return;
        while (Levels < MaxLevels && Math.Max(SideAt(parameters.Width, Levels), SideAt(parameters.Height, Levels)) >= LeastSide) Levels++;
    }

    /// <summary>Levels of this map.</summary>
    public int Levels { get; }

    /// <summary>All cells of a level.</summary>
    public CellArea AreaOf(int level) => new(0, 0, SideAt(_parameters.Width, level), SideAt(_parameters.Height, level));

    /// <summary>Side of a level's tiles: smaller where cells are bigger, so that few cells keep many peers busy too.</summary>
    public int TileSide(int level) => Math.Max(TerrainParameters.MinTile, _parameters.TileSide >> level);

    /// <summary>Columns of tiles.</summary>
    public int TileColumns(int level) => (AreaOf(level).Width + TileSide(level) - 1) / TileSide(level);

    /// <summary>Tiles of a level.</summary>
    public int TileCount(int level) => TileColumns(level) * ((AreaOf(level).Height + TileSide(level) - 1) / TileSide(level));

    /// <summary>A tile's cells.</summary>
    public CellArea Tile(int level, int tile)
    {
        var (side, columns) = (TileSide(level), TileColumns(level));
        return new CellArea(tile % columns * side, tile / columns * side, side, side).Intersect(AreaOf(level));
    }

    /// <summary>Tiles whose cells or changes reach into an area, in ascending order.</summary>
    public List<int> TilesNear(int level, CellArea area)
    {
        var (side, columns) = (TileSide(level), TileColumns(level));
        var near = area.Grow(DropletErosion.Reach).Intersect(AreaOf(level));
        var tiles = new List<int>();
        for (var row = near.Y / side; row <= (near.Bottom - 1) / side; row++)
        {
            for (var column = near.X / side; column <= (near.Right - 1) / side; column++) tiles.Add((row * columns) + column);
        }

        return tiles;
    }

    /// <summary>The cells around a tile that a round of erosion of it reads.</summary>
    public CellArea Surroundings(int level, int tile) => Tile(level, tile).Grow(DropletErosion.Reach + _parameters.ThermalSteps).Intersect(AreaOf(level));

    /// <summary>The cells around a tile of level 0 that its finish reads.</summary>
    public CellArea FinishSurroundings(int tile) => FinishArea(tile).Grow(_parameters.ThermalSteps).Intersect(AreaOf(0));

    /// <summary>The cells of a finished tile: one more at each side, for slopes.</summary>
    public CellArea FinishArea(int tile) => Tile(0, tile).Grow(1).Intersect(AreaOf(0));

    /// <summary>The cells of the next coarser level that an area is made from.</summary>
    public CellArea Coarser(int level, CellArea area)
    {
        var (left, top) = ((area.X >> 1) - 1, (area.Y >> 1) - 1);
        return new CellArea(left, top, ((area.Right + 1) >> 1) + 1 - left, ((area.Bottom + 1) >> 1) + 1 - top).Intersect(AreaOf(level + 1));
    }

    private static int SideAt(int side, int level) => (side + (1 << level) - 1) >> level;
}
