using System.Runtime.CompilerServices;
using System.Buffers.Binary;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Sampling;

/// <summary>
/// Stratified points as a function of (seed, item, sample, dimension): the first two dimensions of Sobol's sequence, shuffled and
/// scrambled anew for each pair of dimensions. B. Burley, "Practical Hash-based Owen Scrambling", Journal of Computer Graphics
/// Techniques 9(4), 2020, with the hash of S. Laine and T. Karras, 2011. Any aligned run of a power of two of samples is stratified by
/// itself, so that blocks of samples are as good as a whole.
/// </summary>
internal static class LowDiscrepancy
{
    private const float Unit = 1f / (1 << 24);

    /// <summary>What tells an item's points from another's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key(long seed, long item) => (uint)(CounterRandom.Bits(seed, item, 0) >> 32);

    /// <summary>A point of the unit square, each part from 0 to below 1.</summary>
    /// <param name="key">What <see cref="Key"/> gives.</param>
    /// <param name="sample">Number of the sample.</param>
    /// <param name="dimension">Which pair of dimensions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float U, float V) Pair(uint key, int sample, int dimension)
    {
        unchecked
        {
            var seed = Mix(key ^ ((uint)(dimension + 1) * 0x9E3779B9u));
            var index = Reverse(Permute(Reverse((uint)sample), seed));

            // The first dimension is the index with its bits reversed, and scrambling reverses them again.
            var u = Reverse(Permute(index, Mix(seed ^ 0x68E31DA4u)));
            var v = Reverse(Permute(Pascal(index), Mix(seed ^ 0xB5297A4Du)));
            return ((u >> 8) * Unit, (v >> 8) * Unit);
        }
    }

    /// <summary>
    /// The second dimension's digits, lowest first: digit k is the sum of the index's digits j for which the binomial coefficient (j over k) is
    /// odd, which is where the bits of k are among those of j (Lucas).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Pascal(uint index)
    {
        index ^= index >> 16;
        index ^= (index >> 8) & 0x00FF00FF;
        index ^= (index >> 4) & 0x0F0F0F0F;
        index ^= (index >> 2) & 0x33333333;
        return index ^ ((index >> 1) & 0x55555555);
    }

    /// <summary>The bits in the opposite order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Reverse(uint bits)
    {
        bits = BinaryPrimitives.ReverseEndianness(bits);
        bits = ((bits >> 4) & 0x0F0F0F0F) | ((bits & 0x0F0F0F0F) << 4);
        bits = ((bits >> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
        return ((bits >> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
    }

    /// <summary>A permutation in which each bit depends on the lower ones alone: on reversed bits this is Owen's scrambling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Permute(uint bits, uint seed)
    {
        unchecked
        {
            bits += seed;
            bits ^= bits * 0x6C50B47Cu;
            bits ^= bits * 0xB82F1E52u;
            bits ^= bits * 0xC7AFE638u;
            return bits ^ (bits * 0x8D22F6E6u);
        }
    }

    /// <summary>Spreads a seed over all bits (the finalizer of MurmurHash3, A. Appleby).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint value)
    {
        unchecked
        {
            value = (value ^ (value >> 16)) * 0x85EBCA6Bu;
            value = (value ^ (value >> 13)) * 0xC2B2AE35u;
            return value ^ (value >> 16);
        }
    }
}
