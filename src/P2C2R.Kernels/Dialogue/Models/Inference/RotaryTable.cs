using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Inference;

/// <summary>
/// Rotary positions (Su et al., "RoFormer: Enhanced Transformer with Rotary Position Embedding", 2021): pair i of a head turns by position
/// times base^(-2i / head size). Computed as binary64, rounded once.
/// </summary>
internal sealed class RotaryTable
{
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private readonly int _pairs;

    /// <summary>For positions 0 to <paramref name="positions"/> - 1.</summary>
    public RotaryTable(ModelShape shape, ReadOnlySpan<float> frequencyFactors, int positions, CancellationToken cancellation)
    {
        Positions = positions;
        _pairs = shape.HeadSize / 2;
        _cosines = new float[positions * _pairs];
        _sines = new float[positions * _pairs];
        var logarithm = ExactMath.Log(shape.RotaryBase);
        for (var pair = 0; pair < _pairs; pair++)
        {
            var frequency = ExactMath.Exp(-(2.0 * pair / shape.HeadSize) * logarithm);
            if (!frequencyFactors.IsEmpty) frequency /= frequencyFactors[pair];
            for (var position = 0; position < positions; position++)
            {
                cancellation.LookNowAndThen(position);
                _cosines[(position * _pairs) + pair] = (float)ExactMath.Cos(position * frequency);
                _sines[(position * _pairs) + pair] = (float)ExactMath.Sin(position * frequency);
            }
        }
    }

    /// <summary>Positions that it is for.</summary>
    public int Positions { get; }

    /// <summary>Turns all heads of a vector.</summary>
    public void Turn(Span<float> heads, int position)
    {
        var cosines = _cosines.AsSpan(position * _pairs, _pairs);
        var sines = _sines.AsSpan(position * _pairs, _pairs);
        while (heads.Length >= 2 * _pairs)
        {
            var head = heads[..(2 * _pairs)];
            for (var pair = 0; pair < cosines.Length; pair++)
            {
                var (a, b) = (head[2 * pair], head[(2 * pair) + 1]);
                head[2 * pair] = (a * cosines[pair]) - (b * sines[pair]);
                head[(2 * pair) + 1] = (a * sines[pair]) + (b * cosines[pair]);
            }

            heads = heads[(2 * _pairs)..];
        }
    }
}
