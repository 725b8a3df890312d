using System.Numerics;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>Samples one after the other: an inner node of the tree of sums, or the last of them.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="Count">How many; a power of two that divides <paramref name="First"/>, except in the last block.</param>
internal readonly record struct SampleBlock(int First, int Count)
{
    /// <summary>Most samples of an item.</summary>
    public const int MaxSamples = 1 << 20;

    // The first block, and the longest.
    private const int Least = 16;
    private const int Most = 64;

    /// <summary>
    /// Cuts samples into blocks: 16, 16, 32, then 64 each. Whoever asks for more samples later asks for the same blocks and some more, and gets
    /// the same ones from the cache.
    /// </summary>
    /// <param name="from">Samples that are known already: 0 or a power of two.</param>
    /// <param name="to">Samples in all.</param>
    /// <param name="fixedLength">Length of every block, a power of two; 0 for the usual ones.</param>
    public static IEnumerable<SampleBlock> Cut(int from, int to, int fixedLength = 0)
    {
        while (from < to)
        {
            var length = from == 0 ? Least : Math.Min(Most, 1 << BitOperations.TrailingZeroCount(from));
            if (fixedLength > 0) length = from == 0 ? fixedLength : Math.Min(fixedLength, 1 << BitOperations.TrailingZeroCount(from));
            length = Math.Min(length, to - from);
            yield return new SampleBlock(from, length);
            from += length;
        }
    }

    /// <summary>Whether a block can be a node of the tree.</summary>
    public bool IsValid => First >= 0 && Count >= 1 && First <= MaxSamples - Count && (First == 0 || BitOperations.RoundUpToPowerOf2((uint)Count) <= (uint)(First & -First));
}
