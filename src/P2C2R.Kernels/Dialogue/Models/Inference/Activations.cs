using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Inference;

/// <summary>
/// Vectors of one length, one for each token that is computed at the same time. Each is padded with zeros to whole lanes. For quantised weights they are
/// also kept as steps: 16-bit whole numbers with a scale for every 32 of them, whose products with weights of 8 or 4 bits add up exactly.
/// </summary>
internal sealed class Activations
{
    /// <summary>Numbers that share a scale.</summary>
    public const int BlockSize = 32;

    // Two products with weights of at most 128 make less than 2^24: sums of pairs are exact as binary32, too.
    private const float MaxStep = 32_767;
    private const float Rounder = 12582912f;

    private readonly float[] _numbers;
    private readonly short[] _steps;
    private readonly float[] _scales;

    /// <summary>With all numbers 0.</summary>
    /// <param name="length">Numbers of a vector.</param>
    /// <param name="capacity">Vectors at most.</param>
    public Activations(int length, int capacity)
    {
        Length = length;
        Stride = Lanes.Pad(length);
        _numbers = new float[(Stride * capacity) + Lanes.Count];
        var isBlocks = length % BlockSize == 0;
        _steps = new short[isBlocks ? length * capacity : 0];
        _scales = new float[isBlocks ? length / BlockSize * capacity : 0];
    }

    /// <summary>Numbers of a vector.</summary>
    public int Length { get; }

    /// <summary>Numbers from one vector to the next.</summary>
    public int Stride { get; }

    /// <summary>Vectors in use.</summary>
    public int Count { get; set; }

    /// <summary>A vector with its padding, which must stay zero.</summary>
    public Span<float> this[int vector] => _numbers.AsSpan(vector * Stride, Stride);

    /// <summary>A vector's steps: number i is step i times the scale of its block.</summary>
    public ReadOnlySpan<short> Steps(int vector) => _steps.AsSpan(vector * Length, Length);

    /// <summary>A vector's scales, one a block.</summary>
    public ReadOnlySpan<float> Scales(int vector) => _scales.AsSpan(vector * (Length / BlockSize), Length / BlockSize);

    /// <summary>Makes the steps of all vectors in use.</summary>
    public void MakeSteps()
    {
        for (var v = 0; v < Count; v++)
        {
            var numbers = this[v];
            for (var b = 0; b < Length / BlockSize; b++)
            {
                var steps = _steps.AsSpan((v * Length) + (b * BlockSize), BlockSize);
                _scales[(v * (Length / BlockSize)) + b] = MakeSteps(numbers.Slice(b * BlockSize, BlockSize), steps);
            }
        }
    }

    private static float MakeSteps(ReadOnlySpan<float> numbers, Span<short> steps)
    {
        var low = Vector512.Create(numbers[..16]);
        var high = Vector512.Create(numbers[16..]);
        var most = Largest(low, high);

        // Also where a number is NaN or infinite: the logits are checked, and tell.
        if (!(most > 0 && most <= float.MaxValue))
        {
            steps.Clear();
            return most == 0 ? 0 : float.PositiveInfinity;
        }

        var scale = most / MaxStep;
        if (scale < 1.17549435e-38f)
        {
            steps.Clear();
            return 0;
        }

        var rounder = Vector512.Create(Rounder);
        var inverse = Vector512.Create(MaxStep / most);
        var lowSteps = Vector512.ConvertToInt32(((low * inverse) + rounder) - rounder);
        var highSteps = Vector512.ConvertToInt32(((high * inverse) + rounder) - rounder);
        Vector512.Narrow(lowSteps, highSteps).StoreUnsafe(ref MemoryMarshal.GetReference(steps));
        return scale;
    }

    // The bits of numbers that aren't negative are ordered as they are; NaN comes last.
    private static float Largest(Vector512<float> a, Vector512<float> b)
    {
        var sixteen = Vector512.Max(Vector512.Abs(a).AsInt32(), Vector512.Abs(b).AsInt32());
        var eight = Vector256.Max(sixteen.GetLower(), sixteen.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return BitConverter.Int32BitsToSingle(Math.Max(Math.Max(four.GetElement(0), four.GetElement(1)), Math.Max(four.GetElement(2), four.GetElement(3))));
    }
}
