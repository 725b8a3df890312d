namespace P2C2R.Kernels.Meshes;

/// <summary>What a mesh shows of itself, vertex by vertex in the order of its positions.</summary>
/// <param name="Materials">The material of each triangle, a number in <paramref name="Source"/>; -1 for none.</param>
/// <param name="Source">The materials.</param>
public sealed record MeshSurface(int[] Materials, GltfMaterialSource Source)
{
    /// <summary>x, y, z each, unit length or 0; null where no vertex has one.</summary>
    public float[]? Normals { get; init; }

    /// <summary>u, v each; null where no vertex has them.</summary>
    public float[]? TexCoords0 { get; init; }

    /// <summary>The second set.</summary>
    public float[]? TexCoords1 { get; init; }

    /// <summary>Red, green, blue, alpha each, linear; null where no vertex has one.</summary>
    public float[]? Colors { get; init; }
}
