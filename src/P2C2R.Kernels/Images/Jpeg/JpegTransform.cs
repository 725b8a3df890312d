using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>
/// The inverse discrete cosine transform (ITU T.81, A.3.3) in whole numbers: cosines are rounded to 15 bits, sums are exact and
/// rounded once, so that every machine gets the same bytes, within 1 of the real value.
/// </summary>
internal static class JpegTransform
{
    private const int Bits = 15;
    private const int Greatest = 1 << 15;

    // [frequency * 8 + place]: C(frequency) / 2 * cos((2 place + 1) frequency pi / 16).
    private static readonly int[] Cosines = MakeCosines();

    /// <summary>All samples of a component, of whole blocks.</summary>
    public static byte[] Samples(JpegComponent component, CancellationToken cancellation)
    {
        var stride = component.StoredWide * 8;
        var samples = new byte[stride * component.StoredHigh * 8];
        Span<long> values = stackalloc long[64];
        Span<long> rows = stackalloc long[64];
        for (var row = 0; row < component.StoredHigh; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var column = 0; column < component.StoredWide; column++)
            {
                var block = component.Block(column, row);
                for (var i = 0; i < 64; i++) values[i] = Math.Clamp(block[i] * component.Table![i], -Greatest, Greatest);
                Apply(values, rows, samples.AsSpan((row * 8 * stride) + (column * 8)), stride);
            }
        }

        return samples;
    }

    /// <summary>Rows first, then columns; half of the range is added, because samples are told around 0.</summary>
    private static void Apply(ReadOnlySpan<long> values, Span<long> rows, Span<byte> samples, int stride)
    {
        for (var v = 0; v < 8; v++)
        {
            for (var x = 0; x < 8; x++)
            {
                var sum = 0L;
                for (var u = 0; u < 8; u++) sum += values[(8 * v) + u] * Cosines[(8 * u) + x];
                rows[(8 * v) + x] = sum;
            }
        }

        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                var sum = (128L << (2 * Bits)) + (1L << ((2 * Bits) - 1));
                for (var v = 0; v < 8; v++) sum += rows[(8 * v) + x] * Cosines[(8 * v) + y];
                samples[(y * stride) + x] = (byte)Math.Clamp(sum >> (2 * Bits), 0, 255);
            }
        }
    }

    private static int[] MakeCosines()
    {
        var cosines = new int[64];
        for (var i = 0; i < 64; i++)
        {
            var (frequency, place) = (i / 8, i % 8);
            var value = (frequency == 0 ? Math.Sqrt(0.5) : 1) / 2 * ExactMath.Cos(((2 * place) + 1) * frequency * Math.PI / 16);
            cosines[i] = (int)Math.Floor((value * (1 << Bits)) + 0.5);
        }

        return cosines;
    }
}
