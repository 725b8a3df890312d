using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>What a texture gives at a place.</summary>
/// <param name="R">Red, linear.</param>
/// <param name="G">Green, linear.</param>
/// <param name="B">Blue, linear.</param>
/// <param name="A">Alpha.</param>
public readonly record struct Rgba(float R, float G, float B, float A)
{
    /// <summary>The colour alone.</summary>
    public Float3 Color => new(R, G, B);
}
