using System.Numerics;

namespace P2C2R.Kernels.RayTracing.Sampling;

/// <summary>
/// Sums in a fixed tree over the numbers of their terms: terms 2k and 2k + 1 first, then pairs of pairs. Sums of aligned blocks of a power
/// of two are inner nodes of the tree, so any cutting into such blocks gives the same bits; and errors grow with the logarithm of the count only.
/// </summary>
/// <param name="channels">How many sums there are side by side.</param>
internal sealed class PairwiseSums(int channels)
{
    // More terms than an item ever has.
    private const int Levels = 31;

    private readonly float[] _nodes = new float[Levels * channels];
    private int _count;

    /// <summary>Starts again with nothing added.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds the next block of terms.</summary>
    /// <param name="values">A sum for each channel; changed afterwards.</param>
    /// <param name="length">How many terms it has: a power of two that divides the number of terms so far.</param>
    public void Add(Span<float> values, int length = 1)
    {
        var level = BitOperations.Log2((uint)length);
        for (; (_count >> level & 1) != 0; level++)
        {
            var node = Node(level);
            for (var i = 0; i < channels; i++) values[i] = node[i] + values[i];
        }

        values[..channels].CopyTo(Node(level));
        _count += length;
    }

    /// <summary>Adds a last block of any length, of which <see cref="Total"/> is known.</summary>
    public void AddRest(Span<float> total, int length)
    {
        if (BitOperations.IsPow2(length))
        {
            Add(total, length);
            return;
        }

        // Its leftovers are on levels below those that are taken, and were added up from the lowest on, as Total does.
        total[..channels].CopyTo(Node(BitOperations.TrailingZeroCount(length)));
        _count += 1 << BitOperations.TrailingZeroCount(length);
    }

    /// <summary>The sums of all: what is left over is added from the short blocks to the long ones.</summary>
    public void Total(Span<float> total)
    {
        var isFirst = true;
        total[..channels].Clear();
        for (var level = 0; level < Levels; level++)
        {
            if ((_count >> level & 1) == 0) continue;
            var node = Node(level);
            for (var i = 0; i < channels; i++) total[i] = isFirst ? node[i] : node[i] + total[i];
            isFirst = false;
        }
    }

    private Span<float> Node(int level) => _nodes.AsSpan(level * channels, channels);
}
