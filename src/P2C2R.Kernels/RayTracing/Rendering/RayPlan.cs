using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>What a kernel of rays keeps from planning for merging and presenting.</summary>
/// <param name="Scene">The scene, as the document asks for it.</param>
/// <param name="Layers">The layers, in order.</param>
/// <param name="Denoised">Which of them are freed of noise, too.</param>
/// <param name="Exposure">By how many factors of two pictures are brighter than 1 is white.</param>
/// <param name="EarlierRays">Rays of the result that is refined.</param>
internal sealed record RayPlan(Scene Scene, IReadOnlyList<PlannedLayer> Layers, IReadOnlyList<DenoisedLayer> Denoised, float Exposure, long EarlierRays)
{
    /// <summary>What travels with the result: of the scene's files, then of its lightmaps.</summary>
    public IEnumerable<string> Warnings => Scene.Warnings.Concat(Layers.Select(static l => l.Layer.View).OfType<LightmapView>().SelectMany(static v => v.Warnings)).Distinct();
}
