namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>
/// What rays travel through. Read by <see cref="SceneReader"/>, never changed afterwards: nobody writes into its arrays. Right-handed,
/// y up, any unit of length; colours are linear with the primaries of sRGB.
/// </summary>
public sealed class Scene
{
    /// <summary>The surfaces, each stored once however often it stands in the scene.</summary>
    public required IReadOnlyList<SceneMesh> Meshes { get; init; }

    /// <summary>Where the meshes stand, in the order of the file's nodes; never without volume.</summary>
    public required IReadOnlyList<SceneInstance> Instances { get; init; }

    /// <summary>The materials that the meshes number; never empty.</summary>
    public required IReadOnlyList<SceneMaterial> Materials { get; init; }

    /// <summary>The textures that the materials number.</summary>
    public IReadOnlyList<SceneTexture> Textures { get; init; } = [];

    /// <summary>Lights without an area. Triangles whose material emits are lights too and are not listed here.</summary>
    public IReadOnlyList<SceneLight> Lights { get; init; } = [];

    /// <summary>Cameras, in the order of the file's nodes.</summary>
    public IReadOnlyList<SceneCamera> Cameras { get; init; } = [];

    /// <summary>What a ray sees that hits nothing.</summary>
    public Sky Sky { get; init; } = Sky.Black;

    /// <summary>What was repaired, and what the files ask for that is not supported; each names its place. Travels with every result.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Triangles of all meshes, each counted once.</summary>
    public int TriangleCount => Meshes.Sum(static m => m.TriangleCount);
}
