using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Octaves of <see cref="GradientNoise"/> over the cells of a level: each has twice the frequency of the one before. Octaves that a level's cells are too big for are left out.</summary>
internal sealed class NoiseOctaves
{
    private readonly uint[] _steps, _startsX, _startsY, _seeds;
    private readonly float[] _amplitudes, _stepsPerCell;
    private readonly float _normalizer;

    /// <summary>Prepares.</summary>
    /// <param name="seed">Seed of this noise.</param>
    /// <param name="featureSize">Cells of level 0 across the largest feature.</param>
    /// <param name="octaves">How many.</param>
    /// <param name="gain">Amplitude of the next octave as a part of one's.</param>
    /// <param name="level">Level whose cells are meant: they are 2^level cells of level 0 wide.</param>
    public NoiseOctaves(ulong seed, double featureSize, int octaves, double gain, int level)
    {
        var count = 1;
        while (count < octaves && featureSize / (1 << count) >= 2 << level) count++;
        (_steps, _startsX, _startsY, _seeds) = (new uint[count], new uint[count], new uint[count], new uint[count]);
        (_amplitudes, _stepsPerCell) = (new float[count], new float[count]);
        float amplitude = 1, sum = 0;
        for (var i = 0; i < octaves; i++, amplitude *= (float)gain)
        {
            // All octaves count, so that every level has heights of the same scale.
            sum += amplitude;
            if (i >= count) continue;
            var random = Randomness.Of(seed, (ulong)i);
            var step = (uint)(65536 * (1 << i) / featureSize);
            _amplitudes[i] = amplitude;
            _steps[i] = step << level;
            _stepsPerCell[i] = step;
            _seeds[i] = (uint)(random >> 32);

            // A cell of a level stands for the middle of its cells of level 0.
            var middle = step * ((1u << level) - 1) / 2;
            _startsX[i] = (uint)(random & 0xFFFFFF) + middle;
            _startsY[i] = (uint)((random >> 8) & 0xFFFFFF) + middle;
        }

        _normalizer = 1 / sum;
    }

    /// <summary>Octaves that are computed.</summary>
    public int Count => _steps.Length;

    /// <summary>Their sum, within -1 and 1.</summary>
    /// <param name="x">Columns of the level.</param>
    /// <param name="y">Rows of the level.</param>
    /// <param name="shiftX">Shift in cells of level 0.</param>
    /// <param name="shiftY">Shift in cells of level 0.</param>
    public Vector256<float> Fractal(Vector256<uint> x, Vector256<uint> y, Vector256<float> shiftX, Vector256<float> shiftY)
    {
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < _steps.Length; i++) sum += Vector256.Create(_amplitudes[i]) * Octave(i, x, y, shiftX, shiftY);
        return sum * Vector256.Create(_normalizer);
    }

    /// <summary>Ridged multifractal (F. K. Musgrave in "Texturing and Modeling", 1994), within 0 and 1: sharp crests, and detail only near them.</summary>
    public Vector256<float> Ridged(Vector256<uint> x, Vector256<uint> y, Vector256<float> shiftX, Vector256<float> shiftY)
    {
        var (sum, weight) = (Vector256<float>.Zero, Vector256<float>.One);
        for (var i = 0; i < _steps.Length; i++)
        {
            var crest = Vector256<float>.One - Vector256.Abs(Vector256.Create(1.5f) * Octave(i, x, y, shiftX, shiftY));
            crest = crest * crest * weight;
            sum += Vector256.Create(_amplitudes[i]) * crest;
            weight = Vector256.Min(Vector256<float>.One, Vector256.Create(2f) * crest);
        }

        return sum * Vector256.Create(_normalizer);
    }

    private Vector256<float> Octave(int i, Vector256<uint> x, Vector256<uint> y, Vector256<float> shiftX, Vector256<float> shiftY)
    {
        var perCell = Vector256.Create(_stepsPerCell[i]);
        var px = Vector256.Create(_startsX[i]) + (x * Vector256.Create(_steps[i])) + Vector256.ConvertToInt32(shiftX * perCell).AsUInt32();
        var py = Vector256.Create(_startsY[i]) + (y * Vector256.Create(_steps[i])) + Vector256.ConvertToInt32(shiftY * perCell).AsUInt32();
        return GradientNoise.Sample(px, py, _seeds[i]);
    }
}
