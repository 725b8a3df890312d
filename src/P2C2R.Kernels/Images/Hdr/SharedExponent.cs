namespace P2C2R.Kernels.Images.Hdr;

/// <summary>
/// Colours as three bytes with one exponent (G. Ward, "Real Pixels", Graphics Gems II, 1991): value = mantissa * 2^(exponent - 136). Mantissas
/// are rounded to the nearest; Radiance itself cuts them off and adds a half when it reads, which is the same within a step.
/// </summary>
internal static class SharedExponent
{
    private const int Bias = 136;

    // The greatest value of all: 255 * 2^(255 - 136).
    private const float Greatest = 1.6947657e38f;

    /// <summary>A colour as four bytes. What is negative or not a number becomes 0, what is too great the greatest.</summary>
    public static void Encode(float r, float g, float b, Span<byte> rgbe)
    {
        (r, g, b) = (InRange(r), InRange(g), InRange(b));
        var most = Math.Max(r, Math.Max(g, b));

        // The exponent of binary64: every positive binary32 is a normal number there.
        var exponent = (int)(BitConverter.DoubleToInt64Bits(most) >> 52) - 1023 + 1;
        var scale = PowerOfTwo(8 - exponent);
        if (most * scale >= 255.5) scale = PowerOfTwo(8 - ++exponent);
        rgbe.Clear();
        if (most == 0 || exponent + 128 < 1) return;
        rgbe[0] = (byte)((r * scale) + 0.5);
        rgbe[1] = (byte)((g * scale) + 0.5);
        rgbe[2] = (byte)((b * scale) + 0.5);
        rgbe[3] = (byte)(exponent + 128);
    }

    /// <summary>The colour of four bytes.</summary>
    public static (float R, float G, float B) Decode(ReadOnlySpan<byte> rgbe)
    {
        if (rgbe[3] == 0) return default;
        var scale = PowerOfTwo(rgbe[3] - Bias);
        return ((float)(rgbe[0] * scale), (float)(rgbe[1] * scale), (float)(rgbe[2] * scale));
    }

    private static float InRange(float value) => value > 0 ? Math.Min(value, Greatest) : 0;

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
