using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Inference;

/// <summary>
/// The keys and values of a sequence's tokens, in every layer. Keys stand in blocks of 16 positions, a block number by number, so that a lane is
/// a position; values stand position by position, so that a lane is a number.
/// </summary>
internal sealed class TokenMemory
{
    private readonly float[][] _keys;
    private readonly float[][] _values;
    private readonly int _dimension;

    /// <summary>For a sequence of at most so many tokens.</summary>
    public TokenMemory(ModelShape shape, int capacity, CancellationToken cancellation = default)
    {
        Capacity = Lanes.Pad(capacity);
        _dimension = shape.KeyDimension;
        _keys = new float[shape.Layers][];
        _values = new float[shape.Layers][];
        for (var l = 0; l < shape.Layers; l++)
        {
            cancellation.ThrowIfCancellationRequested();
            _keys[l] = new float[Capacity * _dimension];

            // Lanes beyond a head's last number read on.
            _values[l] = new float[(Capacity * _dimension) + Lanes.Count];
        }
    }

    /// <summary>Tokens that it has room for.</summary>
    public int Capacity { get; }

    /// <summary>Bytes that it takes.</summary>
    public static long CountBytes(ModelShape shape, int capacity) => 2L * sizeof(float) * shape.Layers * ((Lanes.Pad(capacity) * (long)shape.KeyDimension) + Lanes.Count);

    /// <summary>Keeps a token's keys and values.</summary>
    public void Write(int layer, int position, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        value[.._dimension].CopyTo(_values[layer].AsSpan(position * _dimension));
        var block = _keys[layer].AsSpan((position & -Lanes.Count) * _dimension, Lanes.Count * _dimension);
        for (int i = 0, at = position % Lanes.Count; i < _dimension; i++, at += Lanes.Count) block[at] = key[i];
    }

    /// <summary>The keys of 16 positions from a number on: 16 lanes for each number.</summary>
    public ReadOnlySpan<float> Keys(int layer, int block, int number) => _keys[layer].AsSpan((block * Lanes.Count * _dimension) + (number * Lanes.Count));

    /// <summary>The values from a number of the first position on; the next position's is a key dimension further.</summary>
    public ReadOnlySpan<float> Values(int layer, int number) => _values[layer].AsSpan(number);
}
