using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.Numerics;

/// <summary>
/// Eight lanes of binary32 that never mix: each does what scalar code would, so the bits are the same where a processor has narrower
/// vectors or none. Rows of four numbers an item are turned into lanes and back; that only moves data.
/// </summary>
internal static class Wide
{
    /// <summary>Lanes.</summary>
    public const int Count = 8;

    /// <summary>Lanes from an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float start, int at) => Vector256.LoadUnsafe(ref start, (nuint)(uint)at);

    /// <summary>Lanes to an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float start, int at) => value.StoreUnsafe(ref start, (nuint)(uint)at);

    /// <summary>The greater; of equal or unordered ones the second, as the x86 instruction has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.Max(a, b) : Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);

    /// <summary>The smaller; of equal or unordered ones the second, as the x86 instruction has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.Min(a, b) : Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);

    /// <summary>The first where the mask is set, else the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<float> mask, Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.BlendVariable(b, a, mask) : Vector256.ConditionalSelect(mask, a, b);

    /// <summary>The same number in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> All(float value) => Vector256.Create(value);

    /// <summary>Reads four numbers of each of eight items into four vectors.</summary>
    /// <param name="start">The array.</param>
    /// <param name="items">Eight items.</param>
    /// <param name="stride">Numbers from one item to the next.</param>
    /// <param name="offset">Where the four begin in an item.</param>
    /// <param name="x">First numbers.</param>
    /// <param name="y">Second numbers.</param>
    /// <param name="z">Third numbers.</param>
    /// <param name="w">Fourth numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather(ref float start, ref int items, int stride, int offset, out Vector256<float> x, out Vector256<float> y, out Vector256<float> z, out Vector256<float> w)
    {
        var row04 = Rows(ref start, (Unsafe.Add(ref items, 0) * stride) + offset, (Unsafe.Add(ref items, 4) * stride) + offset);
        var row15 = Rows(ref start, (Unsafe.Add(ref items, 1) * stride) + offset, (Unsafe.Add(ref items, 5) * stride) + offset);
        var row26 = Rows(ref start, (Unsafe.Add(ref items, 2) * stride) + offset, (Unsafe.Add(ref items, 6) * stride) + offset);
        var row37 = Rows(ref start, (Unsafe.Add(ref items, 3) * stride) + offset, (Unsafe.Add(ref items, 7) * stride) + offset);
        Transpose(row04, row15, row26, row37, out x, out y, out z, out w);
    }

    /// <summary>Writes four vectors back as four numbers of each of eight items.</summary>
    /// <param name="start">The array.</param>
    /// <param name="items">Eight items.</param>
    /// <param name="stride">Numbers from one item to the next.</param>
    /// <param name="offset">Where the four begin in an item.</param>
    /// <param name="x">First numbers.</param>
    /// <param name="y">Second numbers.</param>
    /// <param name="z">Third numbers.</param>
    /// <param name="w">Fourth numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(ref float start, ref int items, int stride, int offset, Vector256<float> x, Vector256<float> y, Vector256<float> z, Vector256<float> w)
    {
        TransposeBack(x, y, z, w, out var row04, out var row15, out var row26, out var row37);
        SetRows(ref start, (Unsafe.Add(ref items, 0) * stride) + offset, (Unsafe.Add(ref items, 4) * stride) + offset, row04);
        SetRows(ref start, (Unsafe.Add(ref items, 1) * stride) + offset, (Unsafe.Add(ref items, 5) * stride) + offset, row15);
        SetRows(ref start, (Unsafe.Add(ref items, 2) * stride) + offset, (Unsafe.Add(ref items, 6) * stride) + offset, row26);
        SetRows(ref start, (Unsafe.Add(ref items, 3) * stride) + offset, (Unsafe.Add(ref items, 7) * stride) + offset, row37);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(ref float start, int low, int high) =>
        Vector256.Create(Vector128.LoadUnsafe(ref start, (nuint)(uint)low), Vector128.LoadUnsafe(ref start, (nuint)(uint)high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetRows(ref float start, int low, int high, Vector256<float> rows)
    {
        rows.GetLower().StoreUnsafe(ref start, (nuint)(uint)low);
        rows.GetUpper().StoreUnsafe(ref start, (nuint)(uint)high);
    }

    /// <summary>Each half of a vector holds a row; both halves are turned alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3,
        out Vector256<float> x, out Vector256<float> y, out Vector256<float> z, out Vector256<float> w)
    {
        if (Avx.IsSupported)
        {
            var xy01 = Avx.UnpackLow(r0, r1);
            var xy23 = Avx.UnpackLow(r2, r3);
            var zw01 = Avx.UnpackHigh(r0, r1);
            var zw23 = Avx.UnpackHigh(r2, r3);
            x = Avx.Shuffle(xy01, xy23, 0x44);
            y = Avx.Shuffle(xy01, xy23, 0xEE);
            z = Avx.Shuffle(zw01, zw23, 0x44);
            w = Avx.Shuffle(zw01, zw23, 0xEE);
            return;
        }

        x = Column(r0, r1, r2, r3, 0);
        y = Column(r0, r1, r2, r3, 1);
        z = Column(r0, r1, r2, r3, 2);
        w = Column(r0, r1, r2, r3, 3);
    }

    private static Vector256<float> Column(Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, int i) =>
        Vector256.Create(r0[i], r1[i], r2[i], r3[i], r0[i + 4], r1[i + 4], r2[i + 4], r3[i + 4]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBack(
        Vector256<float> x, Vector256<float> y, Vector256<float> z, Vector256<float> w,
        out Vector256<float> r0, out Vector256<float> r1, out Vector256<float> r2, out Vector256<float> r3)
    {
        if (Avx.IsSupported)
        {
            var xy01 = Avx.UnpackLow(x, y);
            var xy23 = Avx.UnpackHigh(x, y);
            var zw01 = Avx.UnpackLow(z, w);
            var zw23 = Avx.UnpackHigh(z, w);
            r0 = Avx.Shuffle(xy01, zw01, 0x44);
            r1 = Avx.Shuffle(xy01, zw01, 0xEE);
            r2 = Avx.Shuffle(xy23, zw23, 0x44);
            r3 = Avx.Shuffle(xy23, zw23, 0xEE);
            return;
        }

        r0 = Row(x, y, z, w, 0);
        r1 = Row(x, y, z, w, 1);
        r2 = Row(x, y, z, w, 2);
        r3 = Row(x, y, z, w, 3);
    }

    private static Vector256<float> Row(Vector256<float> x, Vector256<float> y, Vector256<float> z, Vector256<float> w, int i) =>
        Vector256.Create(x[i], y[i], z[i], w[i], x[i + 4], y[i + 4], z[i + 4], w[i + 4]);
}
