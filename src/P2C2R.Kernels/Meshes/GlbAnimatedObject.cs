namespace P2C2R.Kernels.Meshes;

/// <summary>An object that stands or moves in an animated <c>.glb</c> file.</summary>
/// <param name="Name">What a viewer lists it as.</param>
/// <param name="Meshes">Numbers of its meshes, each with a transform of its own on the object.</param>
/// <param name="Translations">x, y, z: one, or one for each time.</param>
/// <param name="Rotations">Unit quaternions x, y, z, w: one, or one for each time.</param>
public sealed record GlbAnimatedObject(string Name, IReadOnlyList<GlbPlacedMesh> Meshes, float[] Translations, float[] Rotations)
{
    /// <summary>The only time at which it is there, until the next one, as a number of the file's times; null for an object that is always there. In a viewer that plays nothing those of the last time are there.</summary>
    public int? ShownAt { get; init; }
}
