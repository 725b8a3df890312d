using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using P2C2R.Kernels.Dialogue.Models.Inference;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>
/// Weights in blocks of 32 that share a scale, where they lie in the file. They are multiplied with steps of 16 bits (<see cref="Activations"/>): products are whole
/// numbers, which every machine adds to the same 16 sums a block; only those are scaled, as binary32, and added block after block.
/// </summary>
/// <param name="rows">Numbers that come out.</param>
/// <param name="columns">Numbers that go in, a multiple of 32.</param>
/// <param name="weights">Blocks, row by row.</param>
internal abstract class BlockMatrix(int rows, int columns, ReadOnlyMemory<byte> weights) : Matrix(rows, columns)
{
    /// <summary>Bytes of a block's scale, which stands first.</summary>
    protected const int ScaleBytes = sizeof(short);

    /// <inheritdoc/>
    public override bool WantsSteps => true;

    /// <inheritdoc/>
    public override long Bytes => weights.Length;

    /// <summary>Bytes of a block.</summary>
    protected abstract int BlockBytes { get; }

    // Rows that are computed at once: their sums don't wait for each other, and share the loads of what they are multiplied with.
    private const int Together = 4;

    // Memory answers about as late as so many bytes take to be multiplied.
    private const int Ahead = 8 << 10;

    private int Blocks => Columns / Activations.BlockSize;

    /// <inheritdoc/>
    public override void ReadRow(int row, Span<float> numbers)
    {
        Span<sbyte> block = stackalloc sbyte[Activations.BlockSize];
        for (var b = 0; b < Blocks; b++)
        {
            var bytes = weights.Span.Slice(((row * Blocks) + b) * BlockBytes, BlockBytes);
            var scale = HalfNumber.ToSingle(MemoryMarshal.Read<short>(bytes));
            ReadBlock(bytes[ScaleBytes..], block);
            for (var i = 0; i < block.Length; i++) numbers[(b * block.Length) + i] = block[i] * scale;
        }
    }

    /// <inheritdoc/>
    public override void Multiply(int from, int to, Activations vectors, Activations results)
    {
        ref var first = ref MemoryMarshal.GetReference(weights.Span);
        var rowBytes = Blocks * BlockBytes;
        var ahead = Together * rowBytes * ((Ahead / (Together * rowBytes)) + 1);
        var row = from;
        for (; Avx512BW.IsSupported && row + Together <= to; row += Together)
        {
            for (var v = 0; v < vectors.Count; v++)
            {
                ref var steps = ref MemoryMarshal.GetReference(vectors.Steps(v));
                ref var scales = ref MemoryMarshal.GetReference(vectors.Scales(v));
                MultiplyRows(ref Unsafe.Add(ref first, row * rowBytes), rowBytes, ahead, ref steps, ref scales, Blocks, results[v][row..]);
            }
        }

        for (; row < to; row++)
        {
            for (var v = 0; v < vectors.Count; v++)
            {
                ref var steps = ref MemoryMarshal.GetReference(vectors.Steps(v));
                ref var scales = ref MemoryMarshal.GetReference(vectors.Scales(v));
                results[v][row] = MultiplyRow(ref Unsafe.Add(ref first, row * rowBytes), ref steps, ref scales, Blocks);
            }
        }
    }

    /// <summary>A block's scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static float Scale(ref byte block) => HalfNumber.ToSingle(Unsafe.ReadUnaligned<short>(ref block));

    /// <summary>Asks for a place ahead. Only a hint: any address will do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static unsafe void Prefetch(ref byte block, int ahead) => Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref block, ahead)));

    /// <summary>Multiplies a row.</summary>
    protected abstract float MultiplyRow(ref byte blocks, ref short steps, ref float scales, int count);

    /// <summary>Multiplies four rows, to the same numbers, where there are vectors of 512 bits.</summary>
    protected abstract void MultiplyRows(ref byte blocks, int rowBytes, int ahead, ref short steps, ref float scales, int count, Span<float> results);

    /// <summary>The whole numbers of a block.</summary>
    protected abstract void ReadBlock(ReadOnlySpan<byte> bytes, Span<sbyte> numbers);
}
