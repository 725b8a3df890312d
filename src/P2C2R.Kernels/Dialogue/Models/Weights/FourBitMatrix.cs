using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using P2C2R.Kernels.Dialogue.Models.Inference;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>
/// GGUF's Q4_0: a binary16 scale, then 16 bytes, whose lower halves are numbers 0 to 15 and whose upper halves are 16 to 31, each 8 too large. Products 2i, 2i + 1,
/// 2i + 16 and 2i + 17 of a block are added in lane i, 0 to 7, for even blocks and in lane i + 8 for odd ones; then scaled as binary32 and added to the row's lanes.
/// </summary>
internal sealed class FourBitMatrix(int rows, int columns, ReadOnlyMemory<byte> weights) : BlockMatrix(rows, columns, weights)
{
    private const int Size = ScaleBytes + (Activations.BlockSize / 2);
    private const int Zero = 8;
    private const int Half = 16;
    private const int LowBits = 15;

    /// <inheritdoc/>
    protected override int BlockBytes => Size;

    /// <inheritdoc/>
    protected override void ReadBlock(ReadOnlySpan<byte> bytes, Span<sbyte> numbers)
    {
        for (var i = 0; i < Half; i++)
        {
            numbers[i] = (sbyte)((bytes[i] & LowBits) - Zero);
            numbers[i + Half] = (sbyte)((bytes[i] >> 4) - Zero);
        }
    }

    /// <inheritdoc/>
    protected override float MultiplyRow(ref byte blocks, ref short steps, ref float scales, int count)
    {
        var lanes = Vector512<float>.Zero;
        for (var at = 0; at < count; at += 2) lanes += MultiplyPair(ref blocks, ref steps, ref scales, at, count);
        return Lanes.Sum(lanes);
    }

    /// <inheritdoc/>
    protected override void MultiplyRows(ref byte blocks, int rowBytes, int ahead, ref short steps, ref float scales, int count, Span<float> results)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        ref var second = ref Unsafe.Add(ref blocks, rowBytes);
        ref var third = ref Unsafe.Add(ref second, rowBytes);
        ref var fourth = ref Unsafe.Add(ref third, rowBytes);
        var eight = Vector512.Create((short)Zero);

        // Which of the scales each lane takes, in the first row.
        var first = Vector512.Create(Vector256.Create(0), Vector256.Create(1));
        var two = Vector512.Create(2);
        for (var at = 0; at + 1 < count; at += 2)
        {
            ref var step = ref Unsafe.Add(ref steps, at * Activations.BlockSize);
            var low = Vector512.Create(Vector256.LoadUnsafe(ref step), Vector256.LoadUnsafe(ref step, 2 * Half));
            var high = Vector512.Create(Vector256.LoadUnsafe(ref step, Half), Vector256.LoadUnsafe(ref step, 3 * Half));
            var zero = Avx512BW.MultiplyAddAdjacent(eight, low) + Avx512BW.MultiplyAddAdjacent(eight, high);
            var offset = at * Size;
            Prefetch(ref Unsafe.Add(ref blocks, offset), ahead);
            Prefetch(ref Unsafe.Add(ref second, offset), ahead);
            Prefetch(ref Unsafe.Add(ref third, offset), ahead);
            Prefetch(ref Unsafe.Add(ref fourth, offset), ahead);
            var scale = Scales(ref Unsafe.Add(ref blocks, offset), rowBytes, ref Unsafe.Add(ref scales, at));
            a += SumPairWide(ref Unsafe.Add(ref blocks, offset), low, high, zero) * Avx512F.PermuteVar16x32(scale, first);
            b += SumPairWide(ref Unsafe.Add(ref second, offset), low, high, zero) * Avx512F.PermuteVar16x32(scale, first + two);
            c += SumPairWide(ref Unsafe.Add(ref third, offset), low, high, zero) * Avx512F.PermuteVar16x32(scale, first + two + two);
            d += SumPairWide(ref Unsafe.Add(ref fourth, offset), low, high, zero) * Avx512F.PermuteVar16x32(scale, first + two + two + two);
        }

        if ((count & 1) != 0)
        {
            a += MultiplyPair(ref blocks, ref steps, ref scales, count - 1, count);
            b += MultiplyPair(ref second, ref steps, ref scales, count - 1, count);
            c += MultiplyPair(ref third, ref steps, ref scales, count - 1, count);
            d += MultiplyPair(ref fourth, ref steps, ref scales, count - 1, count);
        }

        (results[0], results[1], results[2], results[3]) = (Lanes.Sum(a), Lanes.Sum(b), Lanes.Sum(c), Lanes.Sum(d));
    }

    // Lanes 2r and 2r + 1: the scales of a pair of blocks in row r, times those of what they are multiplied with.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scales(ref byte blocks, int rowBytes, ref float scales)
    {
        ref var second = ref Unsafe.Add(ref blocks, rowBytes);
        ref var third = ref Unsafe.Add(ref second, rowBytes);
        ref var fourth = ref Unsafe.Add(ref third, rowBytes);
        var halves = Vector128.Create(Half16(ref blocks, 0), Half16(ref blocks, Size), Half16(ref second, 0), Half16(ref second, Size), Half16(ref third, 0), Half16(ref third, Size), Half16(ref fourth, 0), Half16(ref fourth, Size));
        var both = Vector256.Create(Unsafe.ReadUnaligned<long>(ref Unsafe.As<float, byte>(ref scales))).AsSingle();
        return (HalfNumber.ToSingle(halves) * both).ToVector512Unsafe();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static short Half16(ref byte block, int offset) => Unsafe.ReadUnaligned<short>(ref Unsafe.Add(ref block, offset));

    // Zero is what the sums are too large by, because each number is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SumPairWide(ref byte block, Vector512<short> low, Vector512<short> high, Vector512<int> zero)
    {
        var bytes = Vector256.Create(Vector128.LoadUnsafe(ref block, ScaleBytes), Vector128.LoadUnsafe(ref block, Size + ScaleBytes));
        var words = Avx512BW.ConvertToVector512Int16(bytes);
        var lower = Avx512BW.MultiplyAddAdjacent(words & Vector512.Create((short)LowBits), low);
        return Vector512.ConvertToSingle(lower + Avx512BW.MultiplyAddAdjacent(Vector512.ShiftRightLogical(words, 4), high) - zero);
    }

    private static Vector512<float> MultiplyPair(ref byte blocks, ref short steps, ref float scales, int at, int count)
    {
        var even = MultiplyBlock(ref Unsafe.Add(ref blocks, at * Size), ref Unsafe.Add(ref steps, at * Activations.BlockSize), Unsafe.Add(ref scales, at));
        if (at + 1 == count) return Vector512.Create(even, Vector256<float>.Zero);
        var odd = MultiplyBlock(ref Unsafe.Add(ref blocks, (at + 1) * Size), ref Unsafe.Add(ref steps, (at + 1) * Activations.BlockSize), Unsafe.Add(ref scales, at + 1));
        return Vector512.Create(even, odd);
    }

    private static Vector256<float> MultiplyBlock(ref byte block, ref short steps, float scale)
    {
        var sums = Avx2.IsSupported ? SumFours(ref block, ref steps) : SumFoursPlainly(ref block, ref steps);
        return Vector256.ConvertToSingle(sums) * Vector256.Create(Scale(ref block) * scale);
    }

    private static Vector256<int> SumFours(ref byte block, ref short steps)
    {
        var words = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref block, ScaleBytes));
        var eight = Vector256.Create((short)Zero);
        var low = Avx2.MultiplyAddAdjacent((words & Vector256.Create((short)LowBits)) - eight, Vector256.LoadUnsafe(ref steps));
        return low + Avx2.MultiplyAddAdjacent(Vector256.ShiftRightLogical(words, 4) - eight, Vector256.LoadUnsafe(ref steps, Half));
    }

    private static Vector256<int> SumFoursPlainly(ref byte block, ref short steps)
    {
        Span<int> sums = stackalloc int[Half / 2];
        for (var i = 0; i < Half; i++)
        {
            int both = Unsafe.Add(ref block, ScaleBytes + i);
            sums[i / 2] += ((both & LowBits) - Zero) * Unsafe.Add(ref steps, i);
            sums[i / 2] += ((both >> 4) - Zero) * Unsafe.Add(ref steps, i + Half);
        }

        return Vector256.Create<int>(sums);
    }
}
