using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using P2C2R.Kernels.Dialogue.Models.Inference;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>
/// GGUF's Q8_0: a binary16 scale, then 32 signed bytes. Products 2i and 2i + 1 of a block are added in lane i; a block's 16 sums are less than 2^24, so
/// exact as binary32, and are scaled and added to the row's lanes.
/// </summary>
internal sealed class EightBitMatrix(int rows, int columns, ReadOnlyMemory<byte> weights) : BlockMatrix(rows, columns, weights)
{
    private const int Size = ScaleBytes + Activations.BlockSize;

    /// <inheritdoc/>
    protected override int BlockBytes => Size;

    /// <inheritdoc/>
    protected override void ReadBlock(ReadOnlySpan<byte> bytes, Span<sbyte> numbers) => MemoryMarshal.Cast<byte, sbyte>(bytes).CopyTo(numbers);

    /// <inheritdoc/>
    protected override float MultiplyRow(ref byte blocks, ref short steps, ref float scales, int count)
    {
        if (Avx512BW.IsSupported) return MultiplyWide(ref blocks, ref steps, ref scales, count);
        var lanes = Vector512<float>.Zero;
        for (var b = 0; b < count; b++)
        {
            var sums = Avx2.IsSupported ? SumPairs(ref blocks, ref steps) : SumPairsPlainly(ref blocks, ref steps);
            lanes += Vector512.ConvertToSingle(sums) * Vector512.Create(Scale(ref blocks) * Unsafe.Add(ref scales, b));
            blocks = ref Unsafe.Add(ref blocks, Size);
            steps = ref Unsafe.Add(ref steps, Activations.BlockSize);
        }

        return Lanes.Sum(lanes);
    }

    /// <inheritdoc/>
    protected override void MultiplyRows(ref byte blocks, int rowBytes, int ahead, ref short steps, ref float scales, int count, Span<float> results)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        ref var second = ref Unsafe.Add(ref blocks, rowBytes);
        ref var third = ref Unsafe.Add(ref second, rowBytes);
        ref var fourth = ref Unsafe.Add(ref third, rowBytes);
        for (var at = 0; at < count; at++)
        {
            var step = Vector512.LoadUnsafe(ref steps, (nuint)(at * Activations.BlockSize));
            var scale = Unsafe.Add(ref scales, at);
            var offset = at * Size;
            Prefetch(ref Unsafe.Add(ref blocks, offset), ahead);
            Prefetch(ref Unsafe.Add(ref second, offset), ahead);
            Prefetch(ref Unsafe.Add(ref third, offset), ahead);
            Prefetch(ref Unsafe.Add(ref fourth, offset), ahead);
            a += MultiplyBlock(ref Unsafe.Add(ref blocks, offset), step, scale);
            b += MultiplyBlock(ref Unsafe.Add(ref second, offset), step, scale);
            c += MultiplyBlock(ref Unsafe.Add(ref third, offset), step, scale);
            d += MultiplyBlock(ref Unsafe.Add(ref fourth, offset), step, scale);
        }

        (results[0], results[1], results[2], results[3]) = (Lanes.Sum(a), Lanes.Sum(b), Lanes.Sum(c), Lanes.Sum(d));
    }

    private static float MultiplyWide(ref byte blocks, ref short steps, ref float scales, int count)
    {
        var lanes = Vector512<float>.Zero;
        for (var at = 0; at < count; at++)
        {
            lanes += MultiplyBlock(ref Unsafe.Add(ref blocks, at * Size), Vector512.LoadUnsafe(ref steps, (nuint)(at * Activations.BlockSize)), Unsafe.Add(ref scales, at));
        }

        return Lanes.Sum(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> MultiplyBlock(ref byte block, Vector512<short> steps, float scale)
    {
        var weights = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref Unsafe.As<byte, sbyte>(ref block), ScaleBytes));
        return Vector512.ConvertToSingle(Avx512BW.MultiplyAddAdjacent(weights, steps)) * Vector512.Create(Scale(ref block) * scale);
    }

    private static Vector512<int> SumPairs(ref byte block, ref short steps)
    {
        ref var weights = ref Unsafe.As<byte, sbyte>(ref block);
        var low = Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref weights, ScaleBytes)), Vector256.LoadUnsafe(ref steps));
        var high = Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref weights, ScaleBytes + 16)), Vector256.LoadUnsafe(ref steps, 16));
        return Vector512.Create(low, high);
    }

    private static Vector512<int> SumPairsPlainly(ref byte block, ref short steps)
    {
        Span<int> sums = stackalloc int[Lanes.Count];
        for (var i = 0; i < sums.Length; i++)
        {
            var first = (sbyte)Unsafe.Add(ref block, ScaleBytes + (2 * i)) * Unsafe.Add(ref steps, 2 * i);
            sums[i] = first + ((sbyte)Unsafe.Add(ref block, ScaleBytes + (2 * i) + 1) * Unsafe.Add(ref steps, (2 * i) + 1));
        }

        return Vector512.Create<int>(sums);
    }
}
