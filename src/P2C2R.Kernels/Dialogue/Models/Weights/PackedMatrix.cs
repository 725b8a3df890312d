using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Dialogue.Models.Inference;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>
/// Weights of binary32. Rows stand in panels of 64 (fewer in the last), and a panel column by column, so that each lane computes a row
/// of its own, adding from the first column to the last as scalar code would: no sum goes across lanes.
/// </summary>
internal sealed class PackedMatrix : Matrix
{
    // Lanes beyond a panel's last row compute what nobody stores; they may read this far beyond the last weight.
    private const int Slack = Bundle;
    private const int Alignment = 64;

    private readonly float[] _storage;
    private readonly int _start;

    /// <summary>Packs weights.</summary>
    /// <param name="rows">Numbers that come out.</param>
    /// <param name="columns">Numbers that go in.</param>
    /// <param name="weights">Little-endian binary32, row by row.</param>
    /// <param name="cancellation">Ends it.</param>
    public PackedMatrix(int rows, int columns, ReadOnlySpan<byte> weights, CancellationToken cancellation)
        : base(rows, columns)
    {
        _storage = GC.AllocateUninitializedArray<float>(checked((rows * columns) + Slack + (Alignment / sizeof(float))), pinned: true);
        _start = FindAlignedStart(_storage);
        var source = MemoryMarshal.Cast<byte, float>(weights);
        for (var row = 0; row < rows; row += Bundle)
        {
            cancellation.ThrowIfCancellationRequested();
            Pack(source, row, Math.Min(Bundle, rows - row));
        }

        _storage.AsSpan(_start + (rows * columns), Slack).Clear();
    }

    /// <inheritdoc/>
    public override long Bytes => (long)Rows * Columns * sizeof(float);

    /// <inheritdoc/>
    public override void ReadRow(int row, Span<float> numbers)
    {
        var first = row & -Bundle;
        var width = Math.Min(Bundle, Rows - first);
        var at = _start + (first * Columns) + (row - first);
        for (var column = 0; column < Columns; column++, at += width) numbers[column] = _storage[at];
    }

    /// <inheritdoc/>
    public override void Multiply(int from, int to, Activations vectors, Activations results)
    {
        for (var row = from; row < to; row += Bundle)
        {
            var width = Math.Min(Bundle, Rows - row);
            ref var panel = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_storage), _start + (row * Columns));
            for (var v = 0; v < vectors.Count; v++)
            {
                ref var x = ref MemoryMarshal.GetReference(vectors[v]);
                var result = results[v].Slice(row, width);
                if (width == Bundle) MultiplyPanel(ref panel, ref x, Columns, ref MemoryMarshal.GetReference(result));
                else MultiplyLastPanel(ref panel, ref x, Columns, result);
            }
        }
    }

    // 64 rows at once; four sums that don't wait for each other.
    private static void MultiplyPanel(ref float weights, ref float x, int columns, ref float result)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            for (var part = 0; part < Bundle; part += 32) MultiplyHalfPanel(ref Unsafe.Add(ref weights, part), ref x, columns, ref Unsafe.Add(ref result, part));
            return;
        }

        Vector512<float> a = default, b = default, c = default, d = default;
        for (var column = 0; column < columns; column++)
        {
            var number = Vector512.Create(Unsafe.Add(ref x, column));
            a += number * Vector512.LoadUnsafe(ref weights);
            b += number * Vector512.LoadUnsafe(ref weights, 16);
            c += number * Vector512.LoadUnsafe(ref weights, 32);
            d += number * Vector512.LoadUnsafe(ref weights, 48);
            weights = ref Unsafe.Add(ref weights, Bundle);
        }

        a.StoreUnsafe(ref result);
        b.StoreUnsafe(ref result, 16);
        c.StoreUnsafe(ref result, 32);
        d.StoreUnsafe(ref result, 48);
    }

    // The same for 32 rows of a panel, where vectors have 8 lanes.
    private static void MultiplyHalfPanel(ref float weights, ref float x, int columns, ref float result)
    {
        Vector256<float> a = default, b = default, c = default, d = default;
        for (var column = 0; column < columns; column++)
        {
            var number = Vector256.Create(Unsafe.Add(ref x, column));
            a += number * Vector256.LoadUnsafe(ref weights);
            b += number * Vector256.LoadUnsafe(ref weights, 8);
            c += number * Vector256.LoadUnsafe(ref weights, 16);
            d += number * Vector256.LoadUnsafe(ref weights, 24);
            weights = ref Unsafe.Add(ref weights, Bundle);
        }

        a.StoreUnsafe(ref result);
        b.StoreUnsafe(ref result, 8);
        c.StoreUnsafe(ref result, 16);
        d.StoreUnsafe(ref result, 24);
    }

    private static void MultiplyLastPanel(ref float weights, ref float x, int columns, Span<float> result)
    {
        Span<float> lanes = stackalloc float[Lanes.Count];
        var width = result.Length;
        for (var part = 0; part < width; part += 2 * Lanes.Count)
        {
            Vector512<float> a = default, b = default;
            ref var weight = ref Unsafe.Add(ref weights, part);
            for (var column = 0; column < columns; column++)
            {
                var number = Vector512.Create(Unsafe.Add(ref x, column));
                a += number * Vector512.LoadUnsafe(ref weight);
                b += number * Vector512.LoadUnsafe(ref weight, 16);
                weight = ref Unsafe.Add(ref weight, width);
            }

            Store(a, result[part..], lanes);
            if (part + Lanes.Count < width) Store(b, result[(part + Lanes.Count)..], lanes);
        }
    }

    private static void Store(Vector512<float> sums, Span<float> result, Span<float> lanes)
    {
        sums.CopyTo(lanes);
        lanes[..Math.Min(Lanes.Count, result.Length)].CopyTo(result);
    }

    private static unsafe int FindAlignedStart(float[] storage)
    {
        // Pinned when it was made, so it stays there.
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(storage));
        return (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
    }

    private void Pack(ReadOnlySpan<float> source, int row, int width)
    {
        var panel = _storage.AsSpan(_start + (row * Columns), width * Columns);
        for (var r = 0; r < width; r++)
        {
            var numbers = source.Slice((row + r) * Columns, Columns);
            for (var column = 0; column < Columns; column++) panel[(column * width) + r] = numbers[column];
        }
    }
}
