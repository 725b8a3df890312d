using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Numerics;

/// <summary>
/// Arithmetic on 16 virtual lanes of binary32. Where a processor has narrower vectors, or none, the runtime computes the same lanes
/// in parts; each lane does what scalar code would, and nothing is fused, so the bits are the same.
/// </summary>
internal static class Lanes
{
    /// <summary>How many lanes there are, on every machine.</summary>
    public const int Count = 16;

    // 1.5 * 2^23: added, it rounds to a whole number (midpoints to even), which then stands in the lowest bits.
    private const float Rounder = 12582912f;

    /// <summary>The next multiple of <see cref="Count"/>.</summary>
    public static int Pad(int count) => (count + Count - 1) & -Count;

    /// <summary>
    /// The sum of the lanes, in this order: lane i and lane i + 8, then i and i + 4, then i and i + 2, then the last two.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> lanes)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.GetElement(0) + two.GetElement(1);
    }

    /// <summary>
    /// e to the power of each lane, within 2 units in the last place from -87 to 88; what lies beyond counts as -87 or 88, NaN stays NaN.
    /// Reduced by multiples of ln 2 (Cody and Waite), then the Taylor series to the seventh power.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var least = Vector512.Create(-87f);
        var most = Vector512.Create(88f);
        var within = Vector512.ConditionalSelect(Vector512.LessThan(x, least), least, x);
        within = Vector512.ConditionalSelect(Vector512.GreaterThan(within, most), most, within);
        var shifted = (within * Vector512.Create(1.442695041f)) + Vector512.Create(Rounder);
        var k = shifted - Vector512.Create(Rounder);
        var r = (within - (k * Vector512.Create(0.693359375f))) + (k * Vector512.Create(2.12194440e-4f));
        var sum = (r * Vector512.Create(1f / 5040)) + Vector512.Create(1f / 720);
        sum = (sum * r) + Vector512.Create(1f / 120);
        sum = (sum * r) + Vector512.Create(1f / 24);
        sum = (sum * r) + Vector512.Create(1f / 6);
        sum = (sum * r) + Vector512.Create(0.5f);
        sum = ((sum * (r * r)) + r) + Vector512<float>.One;
        var scaled = (sum.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();

        // The bits of a NaN aren't the same everywhere; no sum of integers may be made of them.
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), scaled, x);
    }
}
