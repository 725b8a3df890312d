using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>A mesh that stands somewhere; a mesh may stand in many places.</summary>
/// <param name="Mesh">Which, from 0.</param>
/// <param name="ToWorld">Where.</param>
public readonly record struct GeometryInstance(int Mesh, Affine3 ToWorld);
