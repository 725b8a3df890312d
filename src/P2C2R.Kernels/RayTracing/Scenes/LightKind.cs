namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>The lights of KHR_lights_punctual.</summary>
public enum LightKind : byte
{
    /// <summary>From one point to all sides.</summary>
    Point = 0,

    /// <summary>From one point into a cone.</summary>
    Spot = 1,

    /// <summary>From infinitely far, parallel.</summary>
    Directional = 2,
}
