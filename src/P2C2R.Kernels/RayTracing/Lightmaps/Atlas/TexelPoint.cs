using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>A place of the scene that a texel shows.</summary>
/// <param name="Instance">The instance's number in the scene.</param>
/// <param name="Triangle">The triangle's number in its mesh.</param>
/// <param name="Second">The share of the triangle's second corner.</param>
/// <param name="Third">The share of its third corner; the first has the rest.</param>
/// <param name="Position">In the world.</param>
/// <param name="FaceNormal">The triangle's normal on its front, unit length; zero where the triangle is too small for binary32.</param>
/// <param name="Normal">The vertices' normals, interpolated, unit length; zero where they cancel out.</param>
public readonly record struct TexelPoint(int Instance, int Triangle, float Second, float Third, Float3 Position, Float3 FaceNormal, Float3 Normal);
