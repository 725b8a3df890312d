using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary>How a light sees the scene: a directional one by parallel rays over all of it, a spot by its cone, a point by a cube.</summary>
internal static class ShadowMapView
{
    // A spot's map is a picture: wider than this it would be one of a few pixels in the middle.
    private const float LeastCosine = 0.1f;

    /// <summary>The view of a light.</summary>
    /// <param name="light">The light.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="size">Pixels on a side.</param>
    public static View Of(SceneLight light, Scene scene, int size)
    {
        if (light.Kind == LightKind.Point) return new CubeView(light.Position, size);
        var frame = new Frame(light.Direction);
        var (right, up) = (frame.ToWorld(new Float3(1, 0, 0)), frame.ToWorld(new Float3(0, 1, 0)));
        var camera = light.Kind == LightKind.Spot
            ? new SceneCamera { Kind = CameraKind.Perspective, Position = light.Position, Right = right, Up = up, Forward = light.Direction, HalfHeight = TangentOf(light.OuterCosine) }
            : FromAfar(light, scene, right, up);
        return new CameraView(camera, size, size);
    }

    private static SceneCamera FromAfar(SceneLight light, Scene scene, Float3 right, Float3 up)
    {
        var (low, high) = SceneBounds.Of(scene);
        var radius = MathF.Max(1e-3f, (high - low).Length * 0.5f) * 1.001f;
        var position = ((low + high) * 0.5f) - (light.Direction * radius);
        return new SceneCamera { Kind = CameraKind.Orthographic, Position = position, Right = right, Up = up, Forward = light.Direction, HalfHeight = radius };
    }

    private static float TangentOf(float cosine)
    {
        var within = MathF.Max(LeastCosine, cosine);
        return MathF.Max(1e-3f, MathF.Sqrt(MathF.Max(0, 1 - (within * within))) / within);
    }
}
