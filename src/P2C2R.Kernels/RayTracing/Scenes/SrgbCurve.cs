using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>The curve of sRGB (IEC 61966-2-1) by <see cref="ExactMath"/>, the same bits on every machine.</summary>
internal static class SrgbCurve
{
    /// <summary>The linear value of each encoded byte.</summary>
    public static readonly float[] Decoded = [.. Enumerable.Range(0, 256).Select(static i => (float)Decode(i / 255.0))];

    /// <summary>Each byte as a number from 0 to 1.</summary>
    public static readonly float[] Unit = [.. Enumerable.Range(0, 256).Select(static i => (float)(i / 255.0))];

    /// <summary>The least linear value that is nearest to each byte: looked up for every pixel of a picture, where logarithms would take most of the time.</summary>
    private static readonly double[] Least = [.. Enumerable.Range(0, 256).Select(static i => Decode((i - 0.5) / 255))];

    private static readonly Lazy<float[]> Words = new(static () => [.. Enumerable.Range(0, 65536).Select(static i => (float)Decode(i / 65535.0))]);

    /// <summary>The linear value of each encoded 16-bit number.</summary>
    public static float[] DecodedWords => Words.Value;

    /// <summary>The linear value of an encoded one, both 0 to 1.</summary>
    public static double Decode(double encoded) =>
        encoded <= 0.04045 ? encoded / 12.92 : ExactMath.Exp(2.4 * ExactMath.Log((encoded + 0.055) / 1.055));

    /// <summary>The byte nearest to the encoded value of a linear one; what lies outside of 0 to 1 is clamped, NaN is 0.</summary>
    public static byte EncodeByte(double linear)
    {
        var found = 0;
        for (var step = 128; step > 0; step >>= 1)
        {
            if (linear >= Least[found + step]) found += step;
        }

        return (byte)found;
    }
}
