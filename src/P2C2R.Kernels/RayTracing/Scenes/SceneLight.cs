using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>A light without an area (KHR_lights_punctual).</summary>
public sealed record SceneLight
{
    /// <summary>The name in the file; for messages and exports.</summary>
    public string Name { get; init; } = "";

    /// <summary>What sends light where.</summary>
    public required LightKind Kind { get; init; }

    /// <summary>Colour times intensity: of points and spots in each direction (candela), of directional lights on a surface that faces them (lux).</summary>
    public required Float3 Intensity { get; init; }

    /// <summary>Where it is; of directional lights without meaning.</summary>
    public Float3 Position { get; init; }

    /// <summary>Where its light goes to, unit length: the node's -z.</summary>
    public Float3 Direction { get; init; } = new(0, 0, -1);

    /// <summary>How far it reaches; 0 is without end. Within it KHR_lights_punctual fades it by max(min(1 - (distance / range)^4, 1), 0).</summary>
    public float Range { get; init; }

    /// <summary>Of spots: the cosine of the angle from the direction up to which it has its full strength.</summary>
    public float InnerCosine { get; init; } = 1;

    /// <summary>Of spots: the cosine of the angle beyond which it is dark; less than <see cref="InnerCosine"/>.</summary>
    public float OuterCosine { get; init; } = 0.70710677f;
}
