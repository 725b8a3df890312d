using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Kernels.RayTracing.Lights;

/// <summary>A triangle that sends light out.</summary>
/// <param name="Instance">Which instance.</param>
/// <param name="Triangle">Which triangle of its mesh.</param>
/// <param name="Corner">Its first corner in the world.</param>
/// <param name="Second">From there to the second.</param>
/// <param name="Third">From there to the third.</param>
/// <param name="Normal">Of its front; unit length.</param>
/// <param name="Area">Its area.</param>
/// <param name="DoubleSided">Whether its back does too.</param>
internal readonly record struct LightTriangle(int Instance, int Triangle, Float3 Corner, Float3 Second, Float3 Third, Float3 Normal, float Area, bool DoubleSided)
{
    /// <summary>The hit at given weights.</summary>
    public Hit At(float u, float v) => new() { Instance = Instance, Triangle = Triangle, U = u, V = v };
}
