using System.Runtime.InteropServices;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>What there is of a layer while its slices are computed: for looking at, so it is summed up plainly and big layers are thinned out.</summary>
/// <param name="Width">Items in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Numbers of an item.</param>
/// <param name="Means">Means of the samples that are there; 0 where there are none.</param>
/// <param name="Samples">How many there are of each item.</param>
internal sealed record PartialLayer(int Width, int Height, int Channels, float[] Means, int[] Samples)
{
    /// <summary>Adds up what is there.</summary>
    /// <param name="planned">The layer.</param>
    /// <param name="outputs">Outputs of some slices of all layers.</param>
    /// <param name="most">Every item is taken where neither side is longer than this; else every second, third, ...</param>
    public static PartialLayer Of(PlannedLayer planned, IReadOnlyList<SliceResult> outputs, int most)
    {
        var view = planned.Layer.View;
        var step = (Math.Max(view.Width, view.Height) + most - 1) / most;
        var (width, height, channels) = ((view.Width + step - 1) / step, (view.Height + step - 1) / step, planned.Layer.Channels);
        var partial = new PartialLayer(width, height, channels, new float[width * height * channels], new int[width * height]);
        if (planned.Earlier is { } earlier) partial.Add(earlier, new Region(0, 0, view.Width, view.Height), planned.EarlierSamples, step);
        var answers = outputs.Where(static o => o.Trailer.Outcome == SliceOutcome.Completed).ToDictionary(static o => o.Slice, static o => o.Answer);
        for (var block = 0; block < planned.Blocks.Count; block++)
        {
            for (var region = 0; region < planned.Regions.Count; region++)
            {
                var area = planned.Regions[region];
                if (!answers.TryGetValue(planned.Starts[block] + region, out var answer) || answer.Length != 4 * area.Count * channels) continue;
                partial.Add(MemoryMarshal.Cast<byte, float>(answer.Span), area, planned.Blocks[block].Count, step);
            }
        }

        partial.Divide(view.CountsSamples);
        return partial;
    }

    private void Add(ReadOnlySpan<float> sums, Region area, int samples, int step)
    {
        for (var y = (area.Y + step - 1) / step; y * step < area.Y + area.Height; y++)
        {
            for (var x = (area.X + step - 1) / step; x * step < area.X + area.Width; x++)
            {
                var item = (y * Width) + x;
                var from = ((((y * step) - area.Y) * area.Width) + (x * step) - area.X) * Channels;
                Samples[item] += samples;
                for (var i = 0; i < Channels; i++) Means[(item * Channels) + i] += sums[from + i];
            }
        }
    }

    /// <summary>Sums become means: of those samples that tell something, where these are counted in the last channel.</summary>
    private void Divide(bool areCounted)
    {
        for (var item = 0; item < Samples.Length; item++)
        {
            var channels = Means.AsSpan(item * Channels, Channels);
            var count = areCounted ? channels[^1] : Samples[item];
            foreach (ref var channel in channels)
            {
                // A stranger's output may say infinity.
                var mean = channel / count;
                channel = float.IsFinite(mean) ? mean : 0;
            }
        }
    }
}
