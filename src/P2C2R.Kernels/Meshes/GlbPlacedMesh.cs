namespace P2C2R.Kernels.Meshes;

/// <summary>A mesh on a <see cref="GlbAnimatedObject"/>.</summary>
/// <param name="Mesh">Its number.</param>
/// <param name="Translation">x, y, z.</param>
/// <param name="Rotation">Unit quaternion x, y, z, w.</param>
public sealed record GlbPlacedMesh(int Mesh, float[] Translation, float[] Rotation);
