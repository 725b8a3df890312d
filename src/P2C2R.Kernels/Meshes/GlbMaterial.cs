namespace P2C2R.Kernels.Meshes;

/// <summary>A material of a <c>.glb</c> file.</summary>
/// <param name="Name">What a viewer lists it as.</param>
public sealed record GlbMaterial(string Name)
{
    /// <summary>The texture coordinates along which it shows the file's picture; null where it shows none.</summary>
    public int? PictureTexCoords { get; init; }

    /// <summary>Whether it shows its colours as they are, whatever the light (KHR_materials_unlit).</summary>
    public bool Unlit { get; init; }

    /// <summary>Whether its back is seen too.</summary>
    public bool DoubleSided { get; init; }

    /// <summary>MASK or BLEND; null is OPAQUE.</summary>
    public string? AlphaMode { get; init; }

    /// <summary>Of MASK: there are holes where alpha is below.</summary>
    public float AlphaCutoff { get; init; } = 0.5f;
}
