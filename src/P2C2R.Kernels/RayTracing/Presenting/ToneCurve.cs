using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Presenting;

/// <summary>
/// Linear light as bytes for people's eyes: the Khronos PBR Neutral tone mapper (2024), which leaves colours up to 0.8 as they are and bends what is
/// brighter towards white, then the curve of sRGB.
/// </summary>
internal static class ToneCurve
{
    private const float Start = 0.8f - 0.04f;
    private const float Desaturation = 0.15f;

    /// <summary>What an exposure multiplies light with: 2 to its power.</summary>
    public static float ScaleOf(float exposure) => (float)ExactMath.Exp(exposure * ExactMath.Log(2));

    /// <summary>The bytes of a colour.</summary>
    public static (byte R, byte G, byte B) Bytes(Float3 color, float scale)
    {
        var bent = Bend(Float3.Max(color * scale, default));
        return (SrgbCurve.EncodeByte(bent.X), SrgbCurve.EncodeByte(bent.Y), SrgbCurve.EncodeByte(bent.Z));
    }

    private static Float3 Bend(Float3 color)
    {
        var least = MathF.Min(color.X, MathF.Min(color.Y, color.Z));
        var offset = least < 0.08f ? least - (6.25f * least * least) : 0.04f;
        color -= new Float3(offset, offset, offset);
        var peak = MathF.Max(color.X, MathF.Max(color.Y, color.Z));
        if (peak < Start) return color;
        const float Left = 1 - Start;
        var lowered = 1 - (Left * Left / (peak + Left - Start));
        color *= lowered / peak;
        var share = 1 - (1 / ((Desaturation * (peak - lowered)) + 1));
        return (color * (1 - share)) + (new Float3(lowered, lowered, lowered) * share);
    }
}
