using System.Runtime.Intrinsics;
using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Gives each cell of a tile its biome and its water, from finished heights and the map's drainage.</summary>
internal sealed class TileClassifier
{
    /// <summary>Water makes land moist as far as this, in cells.</summary>
    public const int WetReach = 12;

    private const int ClimateOctaves = 8;

    // Chamfer distances (Borgefors 1986): 3 to a side, 4 to a corner.
    private const int Straight = 3, Diagonal = 4, Far = WetReach * Straight;

    private readonly TerrainParameters _parameters;
    private readonly HeightScale _scale;
    private readonly CellArea _tile, _finished, _wetArea;
    private readonly ushort[] _heights;
    private readonly byte[] _water;
    private readonly byte[] _distances;
    private readonly NoiseOctaves _moisture, _warmth;

    /// <summary>For a tile.</summary>
    public TileClassifier(TerrainParameters parameters, TerrainLayout layout, int tile)
    {
        (_parameters, _scale) = (parameters, new HeightScale(parameters));
        (_tile, _finished) = (layout.Tile(0, tile), layout.FinishArea(tile));
        _wetArea = _tile.Grow(WetReach).Intersect(layout.AreaOf(0));
        _heights = new ushort[_finished.Cells];
        _water = new byte[_tile.Cells];
        _distances = new byte[_wetArea.Cells];
        Array.Fill(_distances, (byte)Far);
        var seed = Randomness.Mix((ulong)parameters.Seed);
        _moisture = new NoiseOctaves(Randomness.Of(seed, 3), Math.Max(8, parameters.FeatureSize), ClimateOctaves, 0.62, 0);
        _warmth = new NoiseOctaves(Randomness.Of(seed, 4), Math.Max(8, parameters.FeatureSize), ClimateOctaves, 0.62, 0);
    }

    /// <summary>The tiles whose water matters to a tile.</summary>
    public static List<int> TilesAround(TerrainLayout layout, int tile)
    {
        var area = layout.Tile(0, tile).Grow(WetReach);
        return [.. layout.TilesNear(0, layout.Tile(0, tile)).Where(other => layout.Tile(0, other).Intersect(area) is { Width: > 0, Height: > 0 })];
    }

    /// <summary>Takes the answer of the tile's finish; false where it is none.</summary>
    public bool TryTakeHeights(ReadOnlySpan<byte> answer, CancellationToken cancellation) => FinishedTile.TryCopy(answer, _finished, _finished, _heights, cancellation);

    /// <summary>Takes a section of the drainage's answer, of this tile or one around it.</summary>
    public void TakeWater(ReadOnlySpan<byte> section, CancellationToken cancellation)
    {
        for (var i = 0; i < WaterRuns.Count(section); i++)
        {
            cancellation.LookNowAndThen(i);
            if (WaterRuns.Read(section, i, _finished) is { Length: > 0, Kind: WaterKind.Filled } filled) Row(_heights, _finished, filled).Fill(filled.Height);
            if (WaterRuns.Read(section, i, _wetArea) is { Length: > 0, Kind: not WaterKind.Filled } wet) Row(_distances, _wetArea, wet).Clear();
            if (WaterRuns.Read(section, i, _tile) is { Length: > 0, Kind: not WaterKind.Filled } water) Row(_water, _tile, water).Fill(water.Code);
        }
    }

    /// <summary>Writes the answer: <c>u16</c> heights, <c>u8</c> biomes, <c>u8</c> water of the tile's cells, rows from the top.</summary>
    public void Write(Stream output, CancellationToken cancellation)
    {
        SpreadMoisture(cancellation);
        var answer = new byte[_tile.Cells * ClassifiedTile.BytesPerCell];
        Span<float> moisture = stackalloc float[GradientNoise.Lanes], warmth = stackalloc float[GradientNoise.Lanes];
        for (var y = _tile.Y; y < _tile.Bottom; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var x = _tile.X; x < _tile.Right; x++)
            {
                var lane = (x - _tile.X) % GradientNoise.Lanes;
                if (lane == 0) FillNoise(x, y, moisture, warmth);
                WriteCell(answer, x, y, moisture[lane], warmth[lane]);
            }
        }

        output.Write(answer);
    }

    private static Span<T> Row<T>(T[] cells, CellArea area, WaterRuns.Run run) => cells.AsSpan(((run.Y - area.Y) * area.Width) + run.X - area.X, run.Length);

    private void FillNoise(int x, int y, Span<float> moisture, Span<float> warmth)
    {
        var columns = Vector256.Create((uint)x) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        var rows = Vector256.Create((uint)y);
        _moisture.Fractal(columns, rows, Vector256<float>.Zero, Vector256<float>.Zero).CopyTo(moisture);
        _warmth.Fractal(columns, rows, Vector256<float>.Zero, Vector256<float>.Zero).CopyTo(warmth);
    }

    private void WriteCell(byte[] answer, int x, int y, float moistureNoise, float warmthNoise)
    {
        var cell = ((y - _tile.Y) * _tile.Width) + x - _tile.X;
        int value = _heights[((y - _finished.Y) * _finished.Width) + x - _finished.X];
        var height = (value - Math.Max(0, _scale.SeaLevel)) / (float)(ushort.MaxValue - Math.Max(0, _scale.SeaLevel));
        if (value > _scale.SeaLevel) height = Math.Max(height, 1e-6f);
        var near = 1 - (_distances[((y - _wetArea.Y) * _wetArea.Width) + x - _wetArea.X] / (float)Far);
        var moisture = 0.5f + (0.75f * moistureNoise) + (0.12f * near) - (0.15f * height);
        var temperature = 1f - (1.2f * height) + (0.3f * warmthNoise);
        var biome = _scale.SeaLevel < 0 && height < 0.008f ? Climate.Of(0.0081f, Slope(x, y), temperature, moisture) : Climate.Of(height, Slope(x, y), temperature, moisture);
        var water = value <= _scale.SeaLevel ? WaterCode.Sea : _water[cell];
        if (water == WaterCode.Lake) biome = Biome.Lake;
        ClassifiedTile.WriteCell(answer, _tile, cell, (ushort)value, biome, water);
    }

    /// <summary>By central differences, one-sided at the map's border.</summary>
    private float Slope(int x, int y)
    {
        var (left, right) = (Math.Max(_finished.X, x - 1), Math.Min(_finished.Right - 1, x + 1));
        var (top, bottom) = (Math.Max(_finished.Y, y - 1), Math.Min(_finished.Bottom - 1, y + 1));
        var scale = (float)(_scale.MetresPerStep / _parameters.CellSize);
        var dx = (At(right, y) - At(left, y)) * scale / (right - left);
        var dy = (At(x, bottom) - At(x, top)) * scale / (bottom - top);
        return MathF.Sqrt((dx * dx) + (dy * dy));
    }

    private int At(int x, int y) => _heights[((y - _finished.Y) * _finished.Width) + x - _finished.X];

    /// <summary>Distances to water, in two passes; a shortest way stays between its ends, so cells further off don't matter.</summary>
    private void SpreadMoisture(CancellationToken cancellation)
    {
        var (width, height) = (_wetArea.Width, _wetArea.Height);
        for (var y = 0; y < height; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var x = 0; x < width; x++)
            {
                Shorten(x, y, -1, 0, Straight);
                Shorten(x, y, -1, -1, Diagonal);
                Shorten(x, y, 0, -1, Straight);
                Shorten(x, y, 1, -1, Diagonal);
            }
        }

        for (var y = height - 1; y >= 0; y--)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var x = width - 1; x >= 0; x--)
            {
                Shorten(x, y, 1, 0, Straight);
                Shorten(x, y, 1, 1, Diagonal);
                Shorten(x, y, 0, 1, Straight);
                Shorten(x, y, -1, 1, Diagonal);
            }
        }
    }

    private void Shorten(int x, int y, int dx, int dy, int step)
    {
        var (fromX, fromY) = (x + dx, y + dy);
        if ((uint)fromX >= (uint)_wetArea.Width || (uint)fromY >= (uint)_wetArea.Height) return;
        ref var distance = ref _distances[(y * _wetArea.Width) + x];
        distance = (byte)Math.Min(distance, _distances[(fromY * _wetArea.Width) + fromX] + step);
    }
}
