namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// Hydraulic erosion by droplets (H. T. Beyer, "Implementation of a method for hydraulic erosion", TU Munich 2015): each runs downhill,
/// takes what it can carry and drops what it can't. Droplets of a block of cells run one after the other and see each other's
/// changes; blocks see one another's only in the next round, and their changes are whole numbers that are added up. So a round
/// comes out the same for any tiles, threads and order, and what droplets take somewhere they leave somewhere or carry off the map, to the unit.
/// </summary>
internal sealed class DropletErosion
{
    /// <summary>Cells on a side of a block.</summary>
    public const int BlockSide = 64;

    /// <summary>How far from its block a droplet reads or changes anything: its life, the brush, and one for rounding.</summary>
    public const int Reach = Droplet.Life + Brush.Radius + 2;

    /// <summary>Cells on a side of the window in which the droplets of a block run.</summary>
    public const int WindowSide = BlockSide + (2 * Reach);

    private readonly HeightField _heights;
    private readonly CellArea _map;
    private readonly Droplet.Ground _ground;
    private readonly ulong _sequence;
    private readonly int _dropletsPerBlock;
    private long _carriedOff;

    /// <summary>Prepares a round.</summary>
    /// <param name="heights">At its start: the blocks and <see cref="Reach"/> cells around them, as far as the map goes.</param>
    /// <param name="map">All cells of the level.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="level">The level.</param>
    /// <param name="round">The round.</param>
    public DropletErosion(HeightField heights, CellArea map, TerrainParameters parameters, int level, int round)
    {
        (_heights, _map, _dropletsPerBlock) = (heights, map, parameters.DropletsPerBlock);
        _ground = new Droplet.Ground(parameters.CellSize * (1 << level) * TerrainParameters.UnitsPerMetre, parameters.SeaLevel);
        _sequence = Randomness.Of(Randomness.Mix((ulong)parameters.Seed ^ 0xD20B1E7), ((ulong)level << 32) + (ulong)round);
    }

    /// <summary>What droplets have carried off the map so far, in units: the heights of all cells together are less by that.</summary>
    public long CarriedOff => Interlocked.Read(ref _carriedOff);

    /// <summary>Adds the changes of all blocks of a tile.</summary>
    /// <param name="tile">The tile; it starts at a block's corner.</param>
    /// <param name="changes">The tile and <see cref="Reach"/> cells around it, as far as the map goes.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Takes fractions.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(CellArea tile, HeightField changes, int threads, Action<double> progress, CancellationToken cancellation)
    {
        var columns = (tile.Width + BlockSide - 1) / BlockSide;
        var count = columns * ((tile.Height + BlockSide - 1) / BlockSide);
        var gate = new object();
        var done = 0;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, block =>
        {
            var (x, y) = (tile.X + (block % columns * BlockSide), tile.Y + (block / columns * BlockSide));
            var window = RunBlock(x, y, cancellation);
            lock (gate)
            {
                AddChanges(window, changes);
                progress(++done / (double)count);
            }
        });
    }

    private HeightField RunBlock(int x, int y, CancellationToken cancellation)
    {
        var window = new HeightField(new CellArea(x - Reach, y - Reach, WindowSide, WindowSide));
        var inside = window.Area.Intersect(_map);
        for (var row = inside.Y; row < inside.Bottom; row++) _heights.Row(inside.X, row, inside.Width).CopyTo(window.Row(inside.X, row, inside.Width));
        var sequence = Randomness.Of(_sequence, ((ulong)(uint)(y / BlockSide) << 32) + (uint)(x / BlockSide));
        long carriedOff = 0;
        for (var i = 0; i < _dropletsPerBlock; i++)
        {
            if (i % 256 == 0) cancellation.ThrowIfCancellationRequested();
            var random = Randomness.Of(sequence, (ulong)i);
            var startX = Reach + ((random >> 40) * (BlockSide / (double)(1 << 24)));
            var startY = Reach + (((random >> 8) & 0xFFFFFF) * (BlockSide / (double)(1 << 24)));
            carriedOff += new Droplet(window, inside, _ground).Run(startX, startY);
        }

        Interlocked.Add(ref _carriedOff, carriedOff);

        return window;
    }

    private void AddChanges(HeightField window, HeightField changes)
    {
        var inside = window.Area.Intersect(_map);
        for (var y = inside.Y; y < inside.Bottom; y++)
        {
            var after = window.Row(inside.X, y, inside.Width);
            var before = _heights.Row(inside.X, y, inside.Width);
            var sum = changes.Row(inside.X, y, inside.Width);
            for (var i = 0; i < sum.Length; i++) sum[i] += after[i] - before[i];
        }
    }
}
