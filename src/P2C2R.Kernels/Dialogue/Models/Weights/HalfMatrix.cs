using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Dialogue.Models.Inference;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>Weights of binary16, where they lie in the file. Column i goes to lane i mod 16, lanes are added in the order of <see cref="Lanes.Sum"/>.</summary>
/// <param name="rows">Numbers that come out.</param>
/// <param name="columns">Numbers that go in.</param>
/// <param name="weights">Little-endian, row by row.</param>
internal sealed class HalfMatrix(int rows, int columns, ReadOnlyMemory<byte> weights) : Matrix(rows, columns)
{
    /// <inheritdoc/>
    public override long Bytes => weights.Length;

    /// <inheritdoc/>
    public override void ReadRow(int row, Span<float> numbers)
    {
        var halves = Row(row);
        for (var i = 0; i < halves.Length; i++) numbers[i] = HalfNumber.ToSingle(halves[i]);
    }

    /// <inheritdoc/>
    public override void Multiply(int from, int to, Activations vectors, Activations results)
    {
        for (var row = from; row < to; row++)
        {
            var halves = Row(row);
            for (var v = 0; v < vectors.Count; v++) results[v][row] = Multiply(halves, vectors[v]);
        }
    }

    private static float Multiply(ReadOnlySpan<short> halves, ReadOnlySpan<float> vector)
    {
        var sums = Vector512<float>.Zero;
        var at = 0;
        ref var half = ref MemoryMarshal.GetReference(halves);
        ref var number = ref MemoryMarshal.GetReference(vector);
        for (; at + Lanes.Count <= halves.Length; at += Lanes.Count)
        {
            sums += HalfNumber.ToSingle(Vector256.LoadUnsafe(ref half, (nuint)at)) * Vector512.LoadUnsafe(ref number, (nuint)at);
        }

        if (at == halves.Length) return Lanes.Sum(sums);

        // The vector is padded; the row isn't.
        Span<short> rest = stackalloc short[Lanes.Count];
        rest.Clear();
        halves[at..].CopyTo(rest);
        sums += HalfNumber.ToSingle(Vector256.Create<short>(rest)) * Vector512.LoadUnsafe(ref Unsafe.Add(ref number, at));
        return Lanes.Sum(sums);
    }

    private ReadOnlySpan<short> Row(int row) => MemoryMarshal.Cast<byte, short>(weights.Span.Slice(row * Columns * sizeof(short), Columns * sizeof(short)));
}
