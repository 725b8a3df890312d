namespace P2C2R.Kernels.RayTracing.Lights;

/// <summary>How big lights are that glTF gives no size: what makes their shadows soft.</summary>
/// <param name="SunCap">Of directional lights: 1 minus the cosine of half the angle under which they are seen.</param>
/// <param name="Radius">Of points and spots, in the scene's unit of length.</param>
internal readonly record struct LightShape(float SunCap, float Radius);
