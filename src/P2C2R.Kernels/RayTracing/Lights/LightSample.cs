using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Lights;

/// <summary>A direction from which light may come, chosen by its lights.</summary>
/// <param name="Direction">Towards the light; unit length.</param>
/// <param name="Distance">How far it is; infinity for the sky and for directional lights.</param>
/// <param name="Arriving">Radiance over density, of lights without an area what arrives on a surface that faces them; over the chance of choosing this light.</param>
/// <param name="Density">Per solid angle, with the chance of choosing this light; 0 for lights that no ray can meet by chance.</param>
internal readonly record struct LightSample(Float3 Direction, float Distance, Float3 Arriving, float Density);
