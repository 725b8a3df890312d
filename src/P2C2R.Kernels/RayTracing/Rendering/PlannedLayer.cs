using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>A layer and how it is cut. Its slices follow one another: region by region, block by block.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Identity">What it samples.</param>
/// <param name="Regions">Its regions.</param>
/// <param name="Blocks">Its blocks of samples.</param>
/// <param name="Earlier">Sums of the samples before the first block; null where there are none.</param>
internal sealed record PlannedLayer(Layer Layer, Sha256Hash Identity, IReadOnlyList<Region> Regions, IReadOnlyList<SampleBlock> Blocks, float[]? Earlier)
{
    /// <summary>How many slices it has.</summary>
    public int SliceCount => Regions.Count * Blocks.Count;
}
