namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Where a ray meets a triangle, from either side.</summary>
public struct Hit
{
    /// <summary>What a ray has that meets nothing.</summary>
    public static Hit None => new() { Instance = -1, Triangle = -1 };

    /// <summary>The ray's t.</summary>
    public float Distance { get; set; }

    /// <summary>The weight of the triangle's corner 1, 0 to 1; corner 0 has 1 - U - V.</summary>
    public float U { get; set; }

    /// <summary>The weight of the triangle's corner 2.</summary>
    public float V { get; set; }

    /// <summary>Which instance, from 0; -1 where nothing was hit.</summary>
    public int Instance { get; set; }

    /// <summary>Which triangle of the instance's mesh, from 0.</summary>
    public int Triangle { get; set; }

    /// <summary>Whether there is one.</summary>
    public readonly bool Found => Instance >= 0;
}
