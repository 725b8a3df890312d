using P2C2R.Kernels.Canonical;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>
/// The canonical output: <c>"P2RT" | i64 rays | i32 layers | for each i32 width | i32 height | i32 channels | i32 samples | identity (32 bytes) |
/// means (binary32), items row by row</c>. It doesn't show how it was cut.
/// </summary>
/// <param name="Rays">Rays traced for it, over all times that it was refined.</param>
/// <param name="Layers">Its layers; a denoised one comes last, has no samples and no identity.</param>
internal sealed record RayResult(long Rays, IReadOnlyList<ResultLayer> Layers)
{
    private const int MaxLayers = 4096;

    private static ReadOnlySpan<byte> Magic => "P2RT"u8;

    /// <summary>Writes canonical bytes.</summary>
    public void Write(Stream output)
    {
        var writer = new CanonicalWriter();
        writer.Bytes(Magic);
        writer.I64(Rays);
        writer.I32(Layers.Count);
        foreach (var layer in Layers)
        {
            foreach (var number in (int[])[layer.Width, layer.Height, layer.Channels, layer.Samples]) writer.I32(number);
            writer.Bytes(layer.Identity.ToArray());
            output.Write(writer.Written.Span);
            foreach (var row in layer.Means.Chunk(layer.Width * layer.Channels))
            {
                writer.Clear();
                foreach (var mean in row) writer.F32(mean);
                output.Write(writer.Written.Span);
            }

            writer.Clear();
        }
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static RayResult? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic)) return null;
        var (rays, count) = (reader.I64(), reader.I32());
        if (reader.Failed || rays < 0 || count is < 1 or > MaxLayers) return null;
        var layers = new List<ResultLayer>();
        for (var i = 0; i < count; i++)
        {
            var (width, height, channels, samples) = (reader.I32(), reader.I32(), reader.I32(), reader.I32());
            var identity = reader.Take(Sha256Hash.Size);
            if (reader.Failed || width < 1 || height < 1 || channels < 1 || samples < 0 || samples > SampleBlock.MaxSamples) return null;
            if (width > reader.Left || height > reader.Left || (Int128)width * height * channels * 4 > reader.Left) return null;
            var means = new float[width * height * channels];
            for (var j = 0; j < means.Length; j++) means[j] = reader.F32();
            layers.Add(new ResultLayer(width, height, channels, samples, new Sha256Hash(identity), means));
        }

        return reader.AtEnd ? new RayResult(rays, layers) : null;
    }

    /// <summary>A layer as it is shown: without noise, where it was denoised.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="number">Number of the layer.</param>
    public ResultLayer Shown(RayPlan plan, int number)
    {
        for (var i = 0; i < plan.Denoised.Count; i++)
        {
            if (plan.Denoised[i].Picture == number) return Layers[plan.Layers.Count + i];
        }

        return Layers[number];
    }

    /// <summary>Reads a canonical output that this program wrote.</summary>
    public static RayResult Read(Stream canonical)
    {
        using var memory = new MemoryStream();
        canonical.CopyTo(memory);
        return Read(memory.GetBuffer().AsSpan(0, (int)memory.Length)) ?? throw new InvalidDataException("the output is not one of rays");
    }
}
