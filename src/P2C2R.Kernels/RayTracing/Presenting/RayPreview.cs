using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.GlobalIllumination;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;

namespace P2C2R.Kernels.RayTracing.Presenting;

/// <summary>The picture that fills in: the first layer that is to be looked at, as bright as in the end, but with its noise.</summary>
internal static class RayPreview
{
    /// <summary>Longest side of a preview.</summary>
    private const int MaxSide = 1024;

    // Where there are no samples yet: dark squares.
    private const int Square = 8;
    private const byte Dark = 20;
    private const byte LessDark = 32;

    /// <summary>See <see cref="IPreviewKernel.TryPreview"/>.</summary>
    public static bool TryWrite(RayPlan plan, IReadOnlyList<SliceResult> outputs, Stream png)
    {
        if (plan.Layers.FirstOrDefault(static l => l.Layer.Measure is not (FeaturesMeasure or DistanceMeasure)) is not { } planned) return false;
        var partial = PartialLayer.Of(planned, outputs, MaxSide);
        if (!Array.Exists(partial.Samples, static s => s > 0)) return false;
        if (planned.Layer.Measure is HarmonicsMeasure) ProbeFiles.WritePicture(png, partial.Width, partial.Channels, partial.Means, plan.Exposure);
        else PngWriter.Write(png, partial.Width, partial.Height, Paint(partial, planned.Layer.Measure, plan.Exposure));
        return true;
    }

    private static byte[] Paint(PartialLayer layer, Measure measure, float exposure)
    {
        var scale = ToneCurve.ScaleOf(exposure);
        var isLight = measure is RadianceMeasure or GatheredMeasure;
        var rgb = new byte[3 * layer.Width * layer.Height];
        for (var i = 0; i < layer.Samples.Length; i++)
        {
            var item = layer.Means.AsSpan(i * layer.Channels, measure.Channels);
            var color = rgb.AsSpan(3 * i, 3);
            if (layer.Samples[i] == 0) color.Fill((((i % layer.Width) / Square) + (i / layer.Width / Square)) % 2 == 0 ? Dark : LessDark);
            else if (isLight) (color[0], color[1], color[2]) = ToneCurve.Bytes(Float3.From(item, 0), scale);
            else color.Fill(Grey(item));
        }

        return rgb;
    }

    /// <summary>Shadows of several lights in one picture: the mean of their masks.</summary>
    private static byte Grey(ReadOnlySpan<float> channels)
    {
        var sum = 0f;
        foreach (var value in channels) sum += value;
        return (byte)((Math.Clamp(sum / channels.Length, 0, 1) * 255) + 0.5f);
    }
}
