using System.Buffers.Binary;
using P2C2R.Kernels.RayTracing.Denoising;
using P2C2R.Kernels.RayTracing.Lightmaps;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>Adds up blocks of samples in their order, and divides by their number.</summary>
internal static class RayMerger
{
    /// <summary>Merges.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="outputs">One for each slice.</param>
    /// <param name="canonical">Receives a <see cref="RayResult"/>.</param>
    /// <exception cref="InvalidDataException">An answer can't be one.</exception>
    public static void Merge(RayPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var expected = plan.Layers.Sum(static l => l.Regions.Count * l.Blocks.Count);
        if (outputs.Count != expected) throw new InvalidDataException($"{outputs.Count} answers for {expected} slices");
        var rays = plan.EarlierRays;
        foreach (var output in outputs) rays += output.Trailer.Units;
        var layers = plan.Layers.Select(l => Merge(l, outputs)).ToList();
        foreach (var denoised in plan.Denoised) layers.Add(Denoiser.Run(Settled(plan, denoised.Picture, layers), layers[denoised.Features], denoised.Rounds));
        new RayResult(rays, layers).Write(canonical);
    }

    private static ResultLayer Settled(RayPlan plan, int number, List<ResultLayer> layers) =>
        plan.Layers[number].Layer.View is LightmapView lightmap ? SettledLightmap.Of(layers[number], lightmap.Lay(plan.Scene).Map) : layers[number];

    private static ResultLayer Merge(PlannedLayer planned, IReadOnlyList<SliceResult> outputs)
    {
        var layer = planned.Layer;
        var channels = layer.Channels;
        var means = new float[layer.Length];
        var item = new PairwiseSums(channels);
        for (var region = 0; region < planned.Regions.Count; region++)
        {
            var area = planned.Regions[region];
            var answers = planned.Starts.Select(start => Check(outputs[start + region], area, channels)).ToArray();
            for (var i = 0; i < area.Count; i++)
            {
                var at = (((area.Y + (i / area.Width)) * layer.View.Width) + area.X + (i % area.Width)) * channels;
                Add(planned, item, answers, i, means.AsSpan(at, channels), planned.Earlier is null ? [] : planned.Earlier.AsSpan(at, channels));
            }
        }

        return new ResultLayer(layer.View.Width, layer.View.Height, channels, layer.Samples, planned.Identity, means);
    }

    private static void Add(PlannedLayer planned, PairwiseSums item, ReadOnlyMemory<byte>[] answers, int number, Span<float> means, ReadOnlySpan<float> earlier)
    {
        item.Clear();
        Span<float> values = stackalloc float[means.Length];
        if (!earlier.IsEmpty)
        {
            earlier.CopyTo(values);
            item.Add(values, planned.EarlierSamples);
        }

        for (var block = 0; block < answers.Length; block++)
        {
            var sums = answers[block].Span.Slice(4 * number * values.Length, 4 * values.Length);
            for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(sums[(4 * i)..]);
            if (block < answers.Length - 1) item.Add(values, planned.Blocks[block].Count);
            else item.AddRest(values, planned.Blocks[block].Count);
        }

        item.Total(means);
        for (var i = 0; i < means.Length; i++) means[i] /= planned.Layer.Samples;
    }

    /// <summary>An answer's bytes: as many numbers as the slice has, all finite.</summary>
    private static ReadOnlyMemory<byte> Check(SliceResult output, Region area, int channels)
    {
        var answer = output.Answer.Span;
        if (answer.Length != 4 * area.Count * channels) throw new InvalidDataException($"slice {output.Slice}: {answer.Length} bytes for {area.Count} items");
        for (var i = 0; i < answer.Length; i += 4)
        {
            if (!float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(answer[i..]))) throw new InvalidDataException($"slice {output.Slice}: a number is not finite");
        }

        return output.Answer;
    }
}
