using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// Moves of numbers between four lanes (a node: x, y, z, mass) and sixteen (four nodes of a row). They compute nothing, so every machine has its
/// own way to do them.
/// </summary>
internal static class NodeLanes
{
    /// <summary>The same four numbers for each of four nodes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Spread(Vector128<float> four)
    {
        if (!Avx512F.IsSupported) return Vector512.Create(Vector256.Create(four, four), Vector256.Create(four, four));
        var low = four.ToVector256Unsafe().ToVector512Unsafe();
        return Avx512F.Shuffle4x128(low, low, 0);
    }

    /// <summary>One of four numbers in all sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> All(Vector128<float> four, int lane) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar16x32(four.ToVector256Unsafe().ToVector512Unsafe(), Vector512.Create(lane)) : Vector512.Create(four.GetElement(lane));

    /// <summary>One of four numbers in all four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> All4(Vector128<float> four, [ConstantExpected(Max = (byte)3)] byte lane) =>
        !Avx.IsSupported ? Vector128.Create(four.GetElement(lane)) : lane switch
        {
            0 => Avx.Permute(four, 0x00),
            1 => Avx.Permute(four, 0x55),
            2 => Avx.Permute(four, 0xAA),
            _ => Avx.Permute(four, 0xFF),
        };

    /// <summary>Each node's mass in all of its lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Masses(Vector512<float> nodes)
    {
        if (Avx512F.IsSupported) return Avx512F.Permute4x32(nodes, 0xFF);
        var (low, high) = (nodes.GetLower(), nodes.GetUpper());
        return Vector512.Create(
            Vector256.Create(Vector128.Create(low[3]), Vector128.Create(low[7])),
            Vector256.Create(Vector128.Create(high[3]), Vector128.Create(high[7])));
    }

    /// <summary>One of the four nodes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Node(Vector512<float> nodes, [ConstantExpected(Max = (byte)3)] byte node)
    {
        if (Avx512F.IsSupported) return Avx512F.ExtractVector128(nodes, node);
        var half = node < 2 ? nodes.GetLower() : nodes.GetUpper();
        return (node & 1) == 0 ? half.GetLower() : half.GetUpper();
    }

    /// <summary>The last numbers of three fours, and once more the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Lasts(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Sse.IsSupported ? Sse.Shuffle(Sse.UnpackHigh(a, b), c, 0b11_11_11_10) : Vector128.Create(a[3], b[3], c[3], c[3]);

    /// <summary>Three numbers of one, and as the fourth one of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WithLast(Vector128<float> three, Vector128<float> other, [ConstantExpected(Max = (byte)3)] byte lane) =>
        !Sse41.IsSupported ? three.WithElement(3, other.GetElement(lane)) : lane switch
        {
            0 => Sse41.Insert(three, other, 0x30),
            1 => Sse41.Insert(three, other, 0x70),
            2 => Sse41.Insert(three, other, 0xB0),
            _ => Sse41.Insert(three, other, 0xF0),
        };

    /// <summary>The greater; of equal or unordered ones the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    /// <summary>The smaller; of equal or unordered ones the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Min(a, b) : Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);
}
