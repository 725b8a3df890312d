using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>
/// A layer and how it is cut: regions times blocks of samples. All regions of a block follow one another, and the first blocks of all layers stand before
/// their second ones: slices are computed in order of their numbers, so that a picture is there soon and gets better.
/// </summary>
/// <param name="Layer">The layer.</param>
/// <param name="Identity">What it samples.</param>
/// <param name="Regions">Its regions.</param>
/// <param name="Blocks">Its blocks of samples.</param>
/// <param name="Starts">For each block, the number of its slice of the first region.</param>
/// <param name="Earlier">Sums of the samples before the first block; null where there are none.</param>
internal sealed record PlannedLayer(Layer Layer, Sha256Hash Identity, IReadOnlyList<Region> Regions, IReadOnlyList<SampleBlock> Blocks, IReadOnlyList<int> Starts, float[]? Earlier)
{
    /// <summary>How many samples <see cref="Earlier"/> is of.</summary>
    public int EarlierSamples => Earlier is null ? 0 : Blocks.Count > 0 ? Blocks[0].First : Layer.Samples;
}
