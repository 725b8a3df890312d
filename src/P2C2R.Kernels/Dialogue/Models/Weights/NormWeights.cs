using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>Scales a vector to a root mean square of one, then each number by its factor (Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019).</summary>
internal sealed class NormWeights
{
    private readonly float[] _factors;
    private readonly int _length;
    private readonly float _epsilon;

    /// <summary>Reads the factors.</summary>
    /// <param name="factors">Little-endian binary32.</param>
    /// <param name="epsilon">Added to the mean of squares.</param>
    public NormWeights(ReadOnlySpan<byte> factors, float epsilon)
    {
        var source = MemoryMarshal.Cast<byte, float>(factors);
        _length = source.Length;
        _epsilon = epsilon;
        _factors = new float[Lanes.Pad(_length)];
        source.CopyTo(_factors);
    }

    /// <summary>Normalizes a padded vector into another.</summary>
    public void Apply(ReadOnlySpan<float> vector, Span<float> result)
    {
        var squares = Vector512<float>.Zero;
        for (var i = 0; i < _factors.Length; i += Lanes.Count)
        {
            var lanes = Vector512.Create(vector[i..]);
            squares += lanes * lanes;
        }

        var scale = Vector512.Create(1f / MathF.Sqrt((Lanes.Sum(squares) / _length) + _epsilon));
        for (var i = 0; i < _factors.Length; i += Lanes.Count)
        {
            (Vector512.Create<float>(_factors.AsSpan(i)) * (Vector512.Create(vector[i..]) * scale)).CopyTo(result[i..]);
        }
    }
}
