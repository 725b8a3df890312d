using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>A body that doesn't break.</summary>
/// <param name="Radius">Of a ball, m; 0 for a box.</param>
/// <param name="Half">Half extents of a box, m.</param>
/// <param name="Position">At the start.</param>
/// <param name="Velocity">At the start, m/s.</param>
/// <param name="Density">kg/m^3.</param>
internal sealed record SceneProjectile(float Radius, Float3 Half, Float3 Position, Float3 Velocity, float Density);
