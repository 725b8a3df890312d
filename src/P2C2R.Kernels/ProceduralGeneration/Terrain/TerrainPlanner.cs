using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// Cuts a terrain into slices: for each level from the coarsest, each round, each tile one, which depends on the tiles around it a round
/// before; then each tile's finish, the whole map's drainage, and each tile's classification, which is delivered.
/// </summary>
internal sealed class TerrainPlanner
{
    // Heights and surfaces of 16 bits, ways, catchments, and the queue of the flood in the same place; measured on 8,192 x 8,192 cells.
    private const int DrainageBytesPerCell = 11;

    private readonly byte _generator;
    private readonly TerrainDocument _document;
    private readonly TerrainLayout _layout;
    private readonly StartingHeights _start;
    private readonly Sha256Hash[] _mapBlob;
    private readonly List<PlannedSlice> _slices = [];
    private long _edges;

    private TerrainPlanner(byte generator, TerrainDocument document)
    {
        (_generator, _document, _layout) = (generator, document, new TerrainLayout(document.Parameters));
        _start = new StartingHeights(document.Parameters, _layout, null);
        _mapBlob = document.HeightMap is { } map ? [Sha256Hash.Of(map)] : [];
    }

    /// <summary>Plans.</summary>
    public static TaskPlan Plan(KernelId kernel, byte generator, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        var document = TerrainDocument.Read(bytes.Span, files);
        var planner = new TerrainPlanner(generator, document);
        planner.AddSlices();
        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>();
        if (document.HeightMap is { } map) blobs.Add(planner._mapBlob[0], map);
        return new TaskPlan(kernel, bytes, planner._slices, blobs, new PlannedTerrain(document.Parameters, planner._layout)) { MemoryBytes = DrainageBytesPerCell * (long)planner._layout.AreaOf(0).Cells };
    }

    private void AddSlices()
    {
        var parameters = _document.Parameters;
        var firstOf = new int[_layout.Levels, parameters.Rounds + 1];
        for (var level = _layout.Levels - 1; level >= 0; level--)
        {
            for (var round = 0; round < parameters.Rounds; round++)
            {
                firstOf[level, round] = _slices.Count;
                for (var tile = 0; tile < _layout.TileCount(level); tile++)
                {
                    Add(new TerrainSlice(TerrainStage.Erode, level, round, tile, parameters), Outputs(firstOf, level, round, _layout.Surroundings(level, tile)));
                }
            }
        }

        var tiles = Enumerable.Range(0, _layout.TileCount(0)).ToList();
        var firstFinish = _slices.Count;
        foreach (var tile in tiles) Add(new TerrainSlice(TerrainStage.Finish, 0, 0, tile, parameters), Outputs(firstOf, 0, parameters.Rounds, _layout.FinishSurroundings(tile)));
        var drain = _slices.Count;
        Add(new TerrainSlice(TerrainStage.Drain, 0, 0, 0, parameters), [.. tiles.Select(tile => firstFinish + tile)]);
        foreach (var tile in tiles) Add(new TerrainSlice(TerrainStage.Classify, 0, 0, tile, parameters), [firstFinish + tile, drain]);
    }

    private List<int> Outputs(int[,] firstOf, int level, int round, CellArea area)
    {
        var (from, tiles) = _start.DependsOn(level, round, area);
        var lastRound = from == level ? round - 1 : _document.Parameters.Rounds - 1;
        return [.. tiles.Select(tile => firstOf[from, lastRound] + tile)];
    }

    /// <summary>Differences of neighbouring heights take two bytes or three, changes around a tile one or two; water comes in runs.</summary>
    private long ExpectedBytes(TerrainSlice slice)
    {
        var tile = _layout.Tile(slice.Level, slice.Tile);
        return slice.Stage switch
        {
            TerrainStage.Erode => (3L * tile.Cells) + (2 * (tile.Grow(DropletErosion.Reach).Cells - tile.Cells)),
            TerrainStage.Finish => 2L * _layout.FinishArea(slice.Tile).Cells,
            TerrainStage.Drain => _layout.AreaOf(0).Cells,
            _ => (long)ClassifiedTile.BytesPerCell * tile.Cells,
        };
    }

    private void Add(TerrainSlice slice, List<int> dependsOn)
    {
        _edges += dependsOn.Count;
        if (_slices.Count >= Limits.MaxSlicesPerTask || _edges > Limits.MaxEdgesPerTask || dependsOn.Count > Limits.MaxDependenciesPerSlice)
        {
            throw new InputException($"so many tiles and rounds make more than {Limits.MaxSlicesPerTask} slices or {Limits.MaxEdgesPerTask} dependencies; give a greater \"tile_size\" (at most {TerrainParameters.MaxTile}) or fewer \"rounds\"");
        }

        var units = TerrainUnits.Of(slice, _layout);
        var needsMap = slice.Stage is TerrainStage.Erode or TerrainStage.Finish;
        _slices.Add(new PlannedSlice(slice.Write(_generator), needsMap ? _mapBlob : [], dependsOn, units, units, slice.Stage == TerrainStage.Classify) { OutputBytes = ExpectedBytes(slice) });
    }
}
