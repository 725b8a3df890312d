using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lights;

/// <summary>What arrives from a light of KHR_lights_punctual.</summary>
internal static class PunctualLight
{
    /// <summary>A direction to the light and what arrives on a surface that faces it; false where it doesn't reach.</summary>
    /// <param name="light">The light.</param>
    /// <param name="shape">How big it is.</param>
    /// <param name="from">Where the light shall arrive.</param>
    /// <param name="u">Chooses the place on the light, from 0 to below 1.</param>
    /// <param name="v">Chooses the place on the light, from 0 to below 1.</param>
    /// <param name="sample">Receives it.</param>
    public static bool TrySample(SceneLight light, LightShape shape, Float3 from, float u, float v, out LightSample sample)
    {
        sample = default;
        if (light.Kind == LightKind.Directional)
        {
            var towards = -light.Direction;
            if (shape.SunCap > 0) towards = new Frame(towards).ToWorld(Mapping.Cap(u, v, shape.SunCap));
            sample = new LightSample(towards, float.PositiveInfinity, light.Intensity, 0);
            return true;
        }

        var place = shape.Radius > 0 ? light.Position + (Mapping.Sphere(u, v) * shape.Radius) : light.Position;
        var path = place - from;
        var square = path.LengthSquared;
        if (!(square > 0)) return false;
        var distance = MathF.Sqrt(square);
        var direction = path / distance;
        var strength = Strength(light, direction, distance);
        sample = new LightSample(direction, distance, light.Intensity * (strength / square), 0);
        return strength > 0;
    }

    /// <summary>Luminous power, for choosing among lights.</summary>
    /// <param name="light">The light.</param>
    /// <param name="crossSection">Of the scene, for what comes from infinity.</param>
    public static float PowerOf(SceneLight light, float crossSection)
    {
        var share = light.Kind switch
        {
            LightKind.Directional => crossSection,
            LightKind.Spot => 6.2831853f * (1 - light.OuterCosine),
            _ => 12.566371f,
        };
        return Materials.Luminance.Of(light.Intensity) * share;
    }

    /// <summary>What range and cone leave, as KHR_lights_punctual says.</summary>
    private static float Strength(SceneLight light, Float3 direction, float distance)
    {
        var strength = 1f;
        if (light.Range > 0)
        {
            var ratio = distance / light.Range;
            var square = ratio * ratio;
            strength = MathF.Min(1, MathF.Max(0, 1 - (square * square)));
        }

        if (light.Kind != LightKind.Spot) return strength;
        var within = (-Float3.Dot(direction, light.Direction) - light.OuterCosine) / MathF.Max(0.001f, light.InnerCosine - light.OuterCosine);
        within = MathF.Min(1, MathF.Max(0, within));
        return strength * within * within;
    }
}
