using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Inference;

/// <summary>
/// What a token takes from those before it (Vaswani et al., "Attention Is All You Need", 2017), with fewer heads for keys than for questions
/// (Ainslie et al., "GQA", 2023).
/// </summary>
internal static class Attention
{
    /// <summary>One head's part for one token.</summary>
    /// <param name="shape">The model's sizes.</param>
    /// <param name="memory">Keys and values, this token's included.</param>
    /// <param name="layer">Which layer.</param>
    /// <param name="head">Which head.</param>
    /// <param name="position">The token's position; it sees itself and all before.</param>
    /// <param name="query">What the head asks.</param>
    /// <param name="weights">Room for a number for each position, padded.</param>
    /// <param name="result">Gets the head's part.</param>
    public static void Compute(ModelShape shape, TokenMemory memory, int layer, int head, int position, ReadOnlySpan<float> query, Span<float> weights, Span<float> result)
    {
        var first = head / (shape.Heads / shape.KeyHeads) * shape.HeadSize;
        var count = position + 1;
        var scale = Vector512.Create(1f / MathF.Sqrt(shape.HeadSize));
        weights = weights[..Lanes.Pad(count)];
        for (var block = 0; block < weights.Length / Lanes.Count; block++)
        {
            (Score(query, memory.Keys(layer, block, first)) * scale).CopyTo(weights[(block * Lanes.Count)..]);
        }

        var total = Softmax(weights, count);
        Mix(weights[..count], memory.Values(layer, first), shape.KeyDimension, 1f / total, result);
    }

    private static Vector512<float> Score(ReadOnlySpan<float> query, ReadOnlySpan<float> keys)
    {
        var sum = Vector512<float>.Zero;
        ref var key = ref MemoryMarshal.GetReference(keys);
        for (var i = 0; i < query.Length; i++) sum += Vector512.Create(query[i]) * Vector512.LoadUnsafe(ref key, (nuint)(i * Lanes.Count));
        return sum;
    }

    // Exponentials of what each is below the largest; their sum is divided by later.
    private static float Softmax(Span<float> weights, int count)
    {
        weights[count..].Fill(float.NegativeInfinity);
        var largest = Vector512.Create(float.NegativeInfinity);
        for (var i = 0; i < weights.Length; i += Lanes.Count)
        {
            var lanes = Vector512.Create<float>(weights[i..]);
            largest = Vector512.ConditionalSelect(Vector512.GreaterThan(lanes, largest), lanes, largest);
        }

        var most = Vector512.Create(Largest(largest));
        var sums = Vector512<float>.Zero;
        for (var i = 0; i < weights.Length; i += Lanes.Count)
        {
            var lanes = Vector512.Create<float>(weights[i..]);
            var isThere = ~Vector512.Equals(lanes, Vector512.Create(float.NegativeInfinity));
            lanes = Lanes.Exp(lanes - most) & isThere;
            sums += lanes;
            lanes.CopyTo(weights[i..]);
        }

        return Lanes.Sum(sums);
    }

    private static float Largest(Vector512<float> lanes)
    {
        var eight = Larger(lanes.GetLower(), lanes.GetUpper());
        var four = Vector128.ConditionalSelect(Vector128.GreaterThan(eight.GetLower(), eight.GetUpper()), eight.GetLower(), eight.GetUpper());
        var (a, b, c, d) = (four.GetElement(0), four.GetElement(1), four.GetElement(2), four.GetElement(3));
        var (ab, cd) = (a > b ? a : b, c > d ? c : d);
        return ab > cd ? ab : cd;
    }

    private static Vector256<float> Larger(Vector256<float> a, Vector256<float> b) => Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);

    private static void Mix(ReadOnlySpan<float> weights, ReadOnlySpan<float> values, int stride, float scale, Span<float> result)
    {
        Span<float> part = stackalloc float[Lanes.Count];
        for (var i = 0; i < result.Length; i += Lanes.Count)
        {
            var sum = Vector512<float>.Zero;
            ref var value = ref Unsafe.AsRef(in values[i]);
            for (var t = 0; t < weights.Length; t++)
            {
                sum += Vector512.Create(weights[t]) * Vector512.LoadUnsafe(ref value);
                value = ref Unsafe.Add(ref value, stride);
            }

            (sum * Vector512.Create(scale)).CopyTo(part);
            part[..Math.Min(Lanes.Count, result.Length - i)].CopyTo(result[i..]);
        }
    }
}
