namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>Triangles of one material as a file has them; what it doesn't have is null.</summary>
internal sealed record PrimitiveData
{
    /// <summary>What messages call it.</summary>
    public required string Place { get; init; }

    /// <summary>x, y, z of each vertex; finite.</summary>
    public required float[] Positions { get; init; }

    /// <summary>Three vertices of each triangle.</summary>
    public required int[] Indices { get; init; }

    /// <summary>The number of its material.</summary>
    public required int Material { get; init; }

    /// <summary>x, y, z of each vertex; finite, of any length.</summary>
    public float[]? Normals { get; init; }

    /// <summary>x, y, z, sign of each vertex.</summary>
    public float[]? Tangents { get; init; }

    /// <summary>u, v of each vertex.</summary>
    public float[]? TexCoords0 { get; init; }

    /// <summary>u, v of each vertex.</summary>
    public float[]? TexCoords1 { get; init; }

    /// <summary>Red, green, blue, alpha of each vertex.</summary>
    public float[]? Colors { get; init; }

    /// <summary>The texture coordinates along which its material needs tangents; -1 where it needs none.</summary>
    public int TangentSet { get; init; } = -1;
}
