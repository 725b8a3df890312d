namespace P2C2R.Kernels.Meshes;

/// <summary>One named object of a <c>.glb</c> file.</summary>
/// <param name="Name">What a viewer lists it as.</param>
/// <param name="Positions">x, y, z of each vertex, y up, finite; at least one vertex.</param>
/// <param name="Indices">Vertices of the triangles or lines; at least one of them.</param>
public sealed record GlbNode(string Name, float[] Positions, int[] Indices)
{
    /// <summary>What the indices join.</summary>
    public GlbShape Shape { get; init; } = GlbShape.Triangles;

    /// <summary>x, y, z of each vertex's normal, unit length; null leaves shading to the viewer.</summary>
    public float[]? Normals { get; init; }

    /// <summary>Red, green, blue, alpha of each vertex, linear, 0 to 255; null is white.</summary>
    public byte[]? Colors { get; init; }

    /// <summary>u, v of each vertex, v down; null where no texture uses them.</summary>
    public float[]? TexCoords0 { get; init; }

    /// <summary>The second set; only where there is a first.</summary>
    public float[]? TexCoords1 { get; init; }

    /// <summary>Its material's number.</summary>
    public int Material { get; init; }
}
