namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>How big a scene may be.</summary>
public static class SceneLimits
{
    /// <summary>Pixels of all its pictures together: 256 MiB as bytes.</summary>
    public const long MaxPixels = 1L << 26;

    /// <summary>Greatest width and height of a picture.</summary>
    public const int MaxPictureSide = 1 << 13;

    /// <summary>Triangles and vertices of all meshes together, each counted once.</summary>
    public const int MaxTriangles = 1 << 23;

    /// <summary>Places where meshes stand.</summary>
    public const int MaxInstances = 1 << 20;

    /// <summary>Materials, textures, lights and cameras, each.</summary>
    public const int MaxParts = 1 << 16;
}
