using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>A mesh that stands somewhere.</summary>
/// <param name="Name">Of the node; for messages and exports.</param>
/// <param name="Mesh">Its number in <see cref="Scene.Meshes"/>.</param>
/// <param name="ToWorld">From the mesh's space into the world; finite, and never without volume.</param>
public sealed record SceneInstance(string Name, int Mesh, Affine3 ToWorld);
