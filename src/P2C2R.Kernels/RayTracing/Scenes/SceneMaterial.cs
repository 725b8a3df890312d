using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>A surface as glTF 2.0 describes it (section 3.9, metallic and rough). Textures multiply the factors.</summary>
public sealed record SceneMaterial
{
    /// <summary>The name in the file; for messages and exports.</summary>
    public string Name { get; init; } = "";

    /// <summary>Share of the light that is reflected, linear, 0 to 1.</summary>
    public Float3 BaseColor { get; init; } = Float3.One;

    /// <summary>Alpha of the base colour, 0 to 1.</summary>
    public float Alpha { get; init; } = 1;

    /// <summary>Multiplies <see cref="BaseColor"/> and <see cref="Alpha"/>.</summary>
    public TextureUse? BaseColorTexture { get; init; }

    /// <summary>0 is a dielectric, 1 a metal.</summary>
    public float Metallic { get; init; } = 1;

    /// <summary>0 is a mirror, 1 as rough as can be; its square is the GGX alpha.</summary>
    public float Roughness { get; init; } = 1;

    /// <summary>Of dielectrics: how much of their reflection there is, 0 to 1 (KHR_materials_specular). With 0 they only scatter diffusely.</summary>
    public float Specular { get; init; } = 1;

    /// <summary>Blue multiplies <see cref="Metallic"/>, green <see cref="Roughness"/>.</summary>
    public TextureUse? MetallicRoughnessTexture { get; init; }

    /// <summary>Red, green, blue are the normal's x, y, z in the tangent's space, 0 to 1 for -1 to 1.</summary>
    public TextureUse? NormalTexture { get; init; }

    /// <summary>Multiplies x and y of the normals in <see cref="NormalTexture"/>.</summary>
    public float NormalScale { get; init; } = 1;

    /// <summary>Red is the share of ambient light that arrives; it matters only to those who don't trace it.</summary>
    public TextureUse? OcclusionTexture { get; init; }

    /// <summary>How much of <see cref="OcclusionTexture"/> is applied, 0 to 1.</summary>
    public float OcclusionStrength { get; init; } = 1;

    /// <summary>Radiance sent out, linear, KHR_materials_emissive_strength included; 0 or more.</summary>
    public Float3 Emissive { get; init; }

    /// <summary>Multiplies <see cref="Emissive"/>.</summary>
    public TextureUse? EmissiveTexture { get; init; }

    /// <summary>What <see cref="Alpha"/> means.</summary>
    public AlphaMode AlphaMode { get; init; }

    /// <summary>Of <see cref="AlphaMode.Mask"/>: there is a hole where alpha is below.</summary>
    public float AlphaCutoff { get; init; } = 0.5f;

    /// <summary>Whether the back is a surface too; otherwise it reflects nothing and sends nothing out.</summary>
    public bool DoubleSided { get; init; }

    /// <summary>KHR_materials_unlit: the base colour is what is seen, whatever the light.</summary>
    public bool Unlit { get; init; }

    /// <summary>Whether its triangles may be lights.</summary>
    public bool Emits => Emissive != Float3.Zero;
}
