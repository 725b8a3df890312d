namespace P2C2R.Kernels.Meshes;

/// <summary>Triangles as readers give them: y is up, any unit of length.</summary>
/// <param name="Positions">x, y, z of each vertex; finite.</param>
/// <param name="Indices">Three vertices of each triangle, counter-clockwise seen from its front.</param>
public sealed record TriangleMesh(float[] Positions, int[] Indices)
{
    /// <summary>Most triangles that a reader takes.</summary>
    public const int MaxTriangles = 1 << 24;

    /// <summary>What it shows of itself; null where that wasn't asked for, or its file can't say.</summary>
    public MeshSurface? Surface { get; init; }

    /// <summary>How many vertices there are.</summary>
    public int VertexCount => Positions.Length / 3;

    /// <summary>How many triangles there are.</summary>
    public int TriangleCount => Indices.Length / 3;
}
