using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;

namespace P2C2R.Kernels.RayTracing.Reflections;

/// <summary>Makes <c>picture.png</c> and its floats, or those of a cube map; docs/kernels/ray-tracing.md describes them.</summary>
internal static class ReflectionsPresenter
{
    /// <summary>Presents.</summary>
    public static Presentation Present(RayPlan plan, RayResult result, string directory)
    {
        var layer = plan.Layers[0].Layer;
        var bounces = ((RadianceMeasure)layer.Measure).Path.Bounces;
        var files = PictureFiles.Write(directory, layer.View is CubeView ? "cube" : "picture", result.Shown(plan, 0), plan.Exposure);
        var figures = RayFigures.Of(plan, result);
        figures["bounces"] = bounces;
        var what = layer.View is CubeView cube ? $"a cube map of 6 x {cube.Size} x {cube.Size} pixels" : $"a picture of {layer.View.Width} x {layer.View.Height} pixels";
        List<string> lines = [$"{what}, {layer.Samples} samples each, reflections up to {bounces} bounces", .. RayFigures.Lines(plan, result)];
        return new Presentation(lines, files, figures);
    }
}
