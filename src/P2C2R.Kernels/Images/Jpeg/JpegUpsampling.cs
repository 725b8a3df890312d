namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>
/// Brings a component to the picture's size. At half the size samples lie centred between pixels, as JFIF says, and each pixel gets three
/// quarters of the nearer and one of the farther one; at other fractions it gets the nearest.
/// </summary>
internal static class JpegUpsampling
{
    /// <summary>Writes one channel of the picture.</summary>
    public static void Write(JpegFrame frame, JpegComponent component, byte[] pixels, int channel, int channels, CancellationToken cancellation)
    {
        var samples = JpegTransform.Samples(component, cancellation);
        var columns = Places(frame.Width, component.Width, component.Horizontal, frame.MostHorizontal);
        var rows = Places(frame.Height, component.Height, component.Vertical, frame.MostVertical);
        var stride = component.StoredWide * 8;
        for (var y = 0; y < frame.Height; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            var near = samples.AsSpan(rows[y].Near * stride, stride);
            var far = samples.AsSpan(rows[y].Far * stride, stride);
            for (var x = 0; x < frame.Width; x++)
            {
                var (left, right) = columns[x];
                var sum = (3 * ((3 * near[left]) + near[right])) + (3 * far[left]) + far[right];
                pixels[(((y * frame.Width) + x) * channels) + channel] = (byte)((sum + 8) >> 4);
            }
        }
    }

    /// <summary>The samples that each pixel is made of: twice the same one where there is no middle.</summary>
    private static (int Near, int Far)[] Places(int pixels, int samples, int factor, int most)
    {
        var places = new (int Near, int Far)[pixels];
        for (var i = 0; i < pixels; i++)
        {
            var near = Math.Min(samples - 1, i * factor / most);
            var far = most == 2 * factor ? Math.Clamp(near + (i % 2 == 0 ? -1 : 1), 0, samples - 1) : near;
            places[i] = (near, far);
        }

        return places;
    }
}
