using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using P2C2R.Kernels.Dialogue.Models.Inference;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>
/// GGUF's Q6_K, which files of 4 bits have for their outputs: blocks of 256 numbers of 6 bits, 32 too large, with a signed byte of scale for each 16 of them and a
/// binary16 scale for all. In a block stand 128 bytes of lower 4 bits, 64 bytes of upper 2 bits, the scales, the scale (ggml, <c>block_q6_K</c>). Products 2i and
/// 2i + 1 of 16 numbers are added in lane i, 0 to 7; then scaled as binary32 and added to the row's lanes, 16 numbers after 16.
/// </summary>
/// <param name="rows">Numbers that come out.</param>
/// <param name="columns">Numbers that go in, a multiple of 256.</param>
/// <param name="weights">Blocks, row by row.</param>
internal sealed class SixBitMatrix(int rows, int columns, ReadOnlyMemory<byte> weights) : Matrix(rows, columns)
{
    /// <summary>Numbers of a block.</summary>
    public const int BlockSize = 256;

    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 210;

    private const int HighBits = 128;
    private const int Scales = 192;
    private const int Scale = 208;
    private const int Zero = 32;

    // Numbers that are unpacked together, and how many of these stand in half a block.
    private const int Part = 32;
    private const int PartsOfHalf = 4;

    /// <inheritdoc/>
    public override bool WantsSteps => true;

    /// <inheritdoc/>
    public override long Bytes => weights.Length;

    private int Blocks => Columns / BlockSize;

    /// <inheritdoc/>
    public override void ReadRow(int row, Span<float> numbers)
    {
        for (var part = 0; part < Columns / Part; part++)
        {
            var block = Block(row, part / (2 * PartsOfHalf));
            var unpacked = Unpack(block, part % (2 * PartsOfHalf));
            for (var i = 0; i < Part; i++) numbers[(part * Part) + i] = unpacked.GetElement(i) * ScaleOf(block, ((part % (2 * PartsOfHalf)) * 2) + (i / 16));
        }
    }

    /// <inheritdoc/>
    public override void Multiply(int from, int to, Activations vectors, Activations results)
    {
        for (var row = from; row < to; row++)
        {
            for (var v = 0; v < vectors.Count; v++) results[v][row] = MultiplyRow(row, vectors.Steps(v), vectors.Scales(v));
        }
    }

    private float MultiplyRow(int row, ReadOnlySpan<short> steps, ReadOnlySpan<float> scales)
    {
        var lanes = Vector256<float>.Zero;
        for (var b = 0; b < Blocks; b++)
        {
            var block = Block(row, b);
            for (var part = 0; part < 2 * PartsOfHalf; part++)
            {
                var at = (b * 2 * PartsOfHalf) + part;
                var unpacked = Unpack(block, part);
                ref var step = ref Unsafe.Add(ref MemoryMarshal.GetReference(steps), at * Part);
                lanes += Vector256.ConvertToSingle(SumPairs(unpacked.GetLower(), ref step)) * Vector256.Create(ScaleOf(block, 2 * part) * scales[at]);
                lanes += Vector256.ConvertToSingle(SumPairs(unpacked.GetUpper(), ref Unsafe.Add(ref step, Part / 2))) * Vector256.Create(ScaleOf(block, (2 * part) + 1) * scales[at]);
            }
        }

        return Lanes.Sum(Vector512.Create(lanes, Vector256<float>.Zero));
    }

    private ReadOnlySpan<byte> Block(int row, int block) => weights.Span.Slice(((row * Blocks) + block) * BlockBytes, BlockBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ScaleOf(ReadOnlySpan<byte> block, int sixteen) => HalfNumber.ToSingle(MemoryMarshal.Read<short>(block[Scale..])) * (sbyte)block[Scales + sixteen];

    /// <summary>32 numbers of a block, of its first half (parts 0 to 3) or its second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Unpack(ReadOnlySpan<byte> block, int part)
    {
        var (half, quarter) = (part / PartsOfHalf, part % PartsOfHalf);
        var low = Vector256.Create(block.Slice((half * 2 * Part) + (quarter % 2 * Part), Part));
        var high = Vector256.Create(block.Slice(HighBits + (half * Part), Part));
        low = quarter < 2 ? low & Vector256.Create((byte)15) : Vector256.ShiftRightLogical(low, 4);
        high = Vector256.ShiftLeft(Vector256.ShiftRightLogical(high, 2 * quarter) & Vector256.Create((byte)3), 4);
        return (low | high).AsSByte() - Vector256.Create((sbyte)Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> SumPairs(Vector128<sbyte> numbers, ref short steps)
    {
        if (Avx2.IsSupported) return Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(numbers), Vector256.LoadUnsafe(ref steps));
        Span<int> sums = stackalloc int[Vector256<int>.Count];
        for (var i = 0; i < sums.Length; i++) sums[i] = (numbers.GetElement(2 * i) * Unsafe.Add(ref steps, 2 * i)) + (numbers.GetElement((2 * i) + 1) * Unsafe.Add(ref steps, (2 * i) + 1));
        return Vector256.Create<int>(sums);
    }
}
