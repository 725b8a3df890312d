namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>Triangles in their own space. All arrays are finite and fit one another.</summary>
public sealed record SceneMesh
{
    /// <summary>The name in the file; for messages and exports.</summary>
    public required string Name { get; init; }

    /// <summary>x, y, z of each vertex.</summary>
    public required float[] Positions { get; init; }

    /// <summary>x, y, z of each vertex's normal, unit length. Flat ones are made where the file has none: such vertices belong to one triangle.</summary>
    public required float[] Normals { get; init; }

    /// <summary>
    /// x, y, z of each vertex's tangent, unit length, and the sign (1 or -1) by which the cross product of normal and tangent becomes
    /// the bitangent; null where no material of the mesh needs them.
    /// </summary>
    public float[]? Tangents { get; init; }

    /// <summary>u, v of each vertex, v down from the picture's top; null where the file has none.</summary>
    public float[]? TexCoords0 { get; init; }

    /// <summary>The second set, for lightmaps; null where the file has none.</summary>
    public float[]? TexCoords1 { get; init; }

    /// <summary>Red, green, blue, alpha of each vertex, linear; they multiply the base colour. Null is white.</summary>
    public float[]? Colors { get; init; }

    /// <summary>Three vertices of each triangle, counter-clockwise seen from its front.</summary>
    public required int[] Indices { get; init; }

    /// <summary>The material of each triangle, in <see cref="Scene.Materials"/>.</summary>
    public required int[] Materials { get; init; }

    /// <summary>How many vertices there are.</summary>
    public int VertexCount => Positions.Length / 3;

    /// <summary>How many triangles there are; each has an area above zero.</summary>
    public int TriangleCount => Materials.Length;
}
