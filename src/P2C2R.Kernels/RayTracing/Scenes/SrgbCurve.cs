using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>The curve of sRGB (IEC 61966-2-1) by <see cref="ExactMath"/>, the same bits on every machine.</summary>
internal static class SrgbCurve
{
    /// <summary>The linear value of each encoded byte.</summary>
    public static readonly float[] Decoded = [.. Enumerable.Range(0, 256).Select(static i => (float)Decode(i / 255.0))];

    /// <summary>Each byte as a number from 0 to 1.</summary>
    public static readonly float[] Unit = [.. Enumerable.Range(0, 256).Select(static i => (float)(i / 255.0))];

    private static readonly Lazy<float[]> Words = new(static () => [.. Enumerable.Range(0, 65536).Select(static i => (float)Decode(i / 65535.0))]);

    /// <summary>The linear value of each encoded 16-bit number.</summary>
    public static float[] DecodedWords => Words.Value;

    /// <summary>The linear value of an encoded one, both 0 to 1.</summary>
    public static double Decode(double encoded) =>
        encoded <= 0.04045 ? encoded / 12.92 : ExactMath.Exp(2.4 * ExactMath.Log((encoded + 0.055) / 1.055));

    /// <summary>The encoded value of a linear one, both 0 to 1; what lies outside is clamped, NaN is 0.</summary>
    public static double Encode(double linear)
    {
        if (!(linear > 0)) return 0;
        if (linear >= 1) return 1;
        return linear <= 0.0031308 ? linear * 12.92 : (1.055 * ExactMath.Exp(ExactMath.Log(linear) / 2.4)) - 0.055;
    }

    /// <summary>The byte nearest to the encoded value.</summary>
    public static byte EncodeByte(double linear) => (byte)((Encode(linear) * 255) + 0.5);
}
