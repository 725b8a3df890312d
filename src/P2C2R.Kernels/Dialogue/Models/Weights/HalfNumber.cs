using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>Binary16 to binary32, exact for all finite numbers; what is infinite or NaN counts as if its exponent were one above the greatest.</summary>
internal static class HalfNumber
{
    // 2^112: from the narrow exponent's bias to the wide one's; it makes denormal numbers right, too.
    private const float Rebias = 5.192296858534828e33f;
    private const int SignAndRest = unchecked((int)0x8FFFE000);

    /// <summary>One number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(short half) => BitConverter.Int32BitsToSingle((half << 13) & SignAndRest) * Rebias;

    /// <summary>8 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector128<short> halves)
    {
        var wide = Vector256.Create(Vector128.WidenLower(halves), Vector128.WidenUpper(halves));
        return ((wide << 13) & Vector256.Create(SignAndRest)).AsSingle() * Vector256.Create(Rebias);
    }

    /// <summary>16 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle(Vector256<short> halves)
    {
        var wide = Vector512.Create(Vector256.WidenLower(halves), Vector256.WidenUpper(halves));
        return ((wide << 13) & Vector512.Create(SignAndRest)).AsSingle() * Vector512.Create(Rebias);
    }
}
