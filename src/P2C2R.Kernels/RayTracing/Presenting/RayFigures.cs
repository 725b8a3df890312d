using System.Text.Json.Nodes;
using P2C2R.Kernels.RayTracing.Rendering;

namespace P2C2R.Kernels.RayTracing.Presenting;

/// <summary>What all results of rays say of themselves.</summary>
internal static class RayFigures
{
    /// <summary>For machines.</summary>
    public static JsonObject Of(RayPlan plan, RayResult result) => new()
    {
        ["rays_traced"] = result.Rays,
        ["width"] = result.Layers[0].Width,
        ["height"] = result.Layers[0].Height,
        ["samples"] = result.Layers[0].Samples,
        ["triangles"] = plan.Scene.TriangleCount,
        ["warnings"] = new JsonArray([.. plan.Warnings.Select(static w => (JsonNode)w)]),
    };

    /// <summary>For people.</summary>
    public static IEnumerable<string> Lines(RayPlan plan, RayResult result)
    {
        yield return FormattableString.Invariant($"{result.Rays:N0} rays through {plan.Scene.TriangleCount:N0} triangles in {plan.Scene.Instances.Count:N0} places");
        foreach (var warning in plan.Warnings) yield return $"warning: {warning}";
    }
}
