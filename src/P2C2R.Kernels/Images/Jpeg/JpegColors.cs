namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>Makes pixels of components: brings them to one size, and YCbCr to RGB (JFIF 1.02), in whole numbers.</summary>
internal static class JpegColors
{
    private const int Bits = 16;
    private const int Half = 1 << (Bits - 1);

    // 1.402, 0.344136286, 0.714136286 and 1.772 in 16 bits.
    private const int RedOfCr = 91881;
    private const int GreenOfCb = 22553;
    private const int GreenOfCr = 46802;
    private const int BlueOfCb = 116130;

    /// <summary>The picture.</summary>
    public static JpegImage Combine(JpegContent content, CancellationToken cancellation)
    {
        var frame = content.Frame;
        var count = frame.Components.Length;
        foreach (var component in frame.Components)
        {
            if (component.Table is null) throw new JpegException("a component has no scan");
        }

        var samples = new byte[frame.Width * frame.Height * count];
        for (var i = 0; i < count; i++) JpegUpsampling.Write(frame, frame.Components[i], samples, i, count, cancellation);
        if (count == 3 && IsYCbCr(content)) ToRgb(samples);
        return new JpegImage(frame.Width, frame.Height, count, samples);
    }

    private static bool IsYCbCr(JpegContent content)
    {
        if (content.IsJfif) return true;
        if (content.AdobeTransform is { } transform) return transform != 0;
        return !(content.Frame.Components[0].Id == 'R' && content.Frame.Components[1].Id == 'G' && content.Frame.Components[2].Id == 'B');
    }

    private static void ToRgb(Span<byte> samples)
    {
        for (var i = 0; i < samples.Length; i += 3)
        {
            var (y, cb, cr) = (samples[i], samples[i + 1] - 128, samples[i + 2] - 128);
            samples[i] = Clamp(y + (((RedOfCr * cr) + Half) >> Bits));
            samples[i + 1] = Clamp(y + ((Half - (GreenOfCb * cb) - (GreenOfCr * cr)) >> Bits));
            samples[i + 2] = Clamp(y + (((BlueOfCb * cb) + Half) >> Bits));
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
