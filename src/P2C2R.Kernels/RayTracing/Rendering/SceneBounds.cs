using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>The box around a scene.</summary>
internal static class SceneBounds
{
    /// <summary>Its least and its greatest corner; a unit cube of an empty scene.</summary>
    public static (Float3 Low, Float3 High) Of(Scene scene)
    {
        var (low, high) = (new Float3(float.MaxValue, float.MaxValue, float.MaxValue), new Float3(float.MinValue, float.MinValue, float.MinValue));
        foreach (var instance in scene.Instances)
        {
            var mesh = scene.Meshes[instance.Mesh];
            foreach (var index in mesh.Indices)
            {
                var point = instance.ToWorld.Point(Float3.From(mesh.Positions, 3 * index));
                (low, high) = (Float3.Min(low, point), Float3.Max(high, point));
            }
        }

        return low.X <= high.X ? (low, high) : (default, Float3.One);
    }
}
