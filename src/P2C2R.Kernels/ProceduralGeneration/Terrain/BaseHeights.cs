using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Heights before erosion, of any area of any level: of noise, or of a given map.</summary>
internal sealed class BaseHeights
{
    private const int WarpOctaves = 3;

    // Ranges stand on uplands that are so much bigger.
    private const double UplandScale = 2;

    private readonly TerrainParameters _parameters;
    private readonly int _level;
    private readonly HeightMap? _map;
    private readonly NoiseOctaves _noise, _warpX, _warpY, _upland;
    private readonly float _warp;

    /// <summary>Prepares.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="level">The level.</param>
    /// <param name="map">The given map, where that is the kind of noise.</param>
    public BaseHeights(TerrainParameters parameters, int level, HeightMap? map)
    {
        (_parameters, _level, _map) = (parameters, level, map);
        var seed = Randomness.Mix((ulong)parameters.Seed);
        _noise = new NoiseOctaves(Randomness.Of(seed, 0), parameters.FeatureSize, parameters.Octaves, parameters.Gain, level);
        _warpX = new NoiseOctaves(Randomness.Of(seed, 1), parameters.FeatureSize, Math.Min(WarpOctaves, parameters.Octaves), parameters.Gain, level);
        _warpY = new NoiseOctaves(Randomness.Of(seed, 2), parameters.FeatureSize, Math.Min(WarpOctaves, parameters.Octaves), parameters.Gain, level);
        _upland = new NoiseOctaves(Randomness.Of(seed, 5), UplandScale * parameters.FeatureSize, Math.Min(WarpOctaves, parameters.Octaves), parameters.Gain, level);
        _warp = (float)(parameters.Warp * parameters.FeatureSize);
    }

    /// <summary>The heights of an area.</summary>
    public HeightField Fill(CellArea area, CancellationToken cancellation)
    {
        var field = new HeightField(area);
        for (var y = area.Y; y < area.Bottom; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_map is { } map) map.FillRow(_level, area.X, y, field.Row(area.X, y, area.Width));
            else FillRow(area.X, y, field.Row(area.X, y, area.Width));
        }

        return field;
    }

    private void FillRow(int left, int y, Span<int> row)
    {
        var steps = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        var relief = Vector256.Create((float)_parameters.Relief);
        Span<int> last = stackalloc int[GradientNoise.Lanes];
        for (var i = 0; i < row.Length; i += GradientNoise.Lanes)
        {
            var noise = Noise(Vector256.Create((uint)(left + i)) + steps, Vector256.Create((uint)y));
            var heights = Vector256.ConvertToInt32(Limit(noise) * relief);
            if (row.Length - i >= GradientNoise.Lanes)
            {
                heights.CopyTo(row[i..]);
                continue;
            }

            heights.CopyTo(last);
            last[..(row.Length - i)].CopyTo(row[i..]);
        }
    }

    /// <summary>Between 0 and 1, where summits come close to 1 and don't become plateaus.</summary>
    private static Vector256<float> Limit(Vector256<float> noise)
    {
        var knee = Vector256.Create(0.7f);
        var over = Vector256.Max(Vector256<float>.Zero, noise - knee);
        var bent = Vector256.Min(noise, knee) + (over / (Vector256<float>.One + (Vector256.Create(10f / 3) * over)));
        return Vector256.Max(Vector256<float>.Zero, bent);
    }

    /// <summary>Heights from 0 to 1, some beyond.</summary>
    private Vector256<float> Noise(Vector256<uint> x, Vector256<uint> y)
    {
        var (shiftX, shiftY) = (Vector256<float>.Zero, Vector256<float>.Zero);
        if (_warp > 0)
        {
            var far = Vector256.Create(_warp);
            shiftX = far * _warpX.Fractal(x, y, Vector256<float>.Zero, Vector256<float>.Zero);
            shiftY = far * _warpY.Fractal(x, y, Vector256<float>.Zero, Vector256<float>.Zero);
        }

        // Noise keeps to the middle of its range; these factors spread typical land over all of it.
        var half = Vector256.Create(0.5f);
        if (_parameters.Noise != NoiseKind.Ridged) return (_noise.Fractal(x, y, shiftX, shiftY) * Vector256.Create(1.6f)) + half;

        // Crests alone would be the rims of closed basins.
        var upland = (_upland.Fractal(x, y, shiftX, shiftY) * Vector256.Create(1.5f)) + half;
        return Vector256.Max(Vector256<float>.Zero, upland) * ((_noise.Ridged(x, y, shiftX, shiftY) * Vector256.Create(1.1f)) + Vector256.Create(0.35f));
    }
}
