using System.Text.Json;
using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The extensions that a file names: unknown ones that it requires are refused, others said.</summary>
internal static class GltfExtensions
{
    /// <summary>Point, spot and directional lights.</summary>
    public const string Lights = "KHR_lights_punctual";

    /// <summary>Offset, rotation and scale of texture coordinates.</summary>
    public const string TextureTransform = "KHR_texture_transform";

    /// <summary>A factor for emission beyond 1.</summary>
    public const string EmissiveStrength = "KHR_materials_emissive_strength";

    /// <summary>Materials whose base colour is what is seen.</summary>
    public const string Unlit = "KHR_materials_unlit";

    /// <summary>How much of a dielectric's reflection there is; its textures and colours aren't read.</summary>
    public const string Specular = "KHR_materials_specular";

    // Allows integers for positions and the like, which the accessors read anyway.
    private const string Quantization = "KHR_mesh_quantization";

    private static readonly string[] Known = [Lights, TextureTransform, EmissiveStrength, Unlit, Specular, Quantization];

    /// <summary>Checks version and extensions.</summary>
    public static void Check(JsonElement root, GltfFields fields, SceneWarnings warnings)
    {
        if (fields.Object(root, "the root", "asset") is not { } asset) throw fields.Wrong("asset is missing; it is no glTF");
        if (fields.Text(asset, "asset", "version") is not { } version || !version.StartsWith("2.", StringComparison.Ordinal)) throw fields.Wrong("asset.version must be 2.x");
        foreach (var name in Names(root, "extensionsRequired", fields))
        {
            if (!Known.Contains(name)) throw fields.Wrong($"extensionsRequired: the extension '{name}' is not supported; export without it");
        }

        foreach (var name in Names(root, "extensionsUsed", fields))
        {
            if (!Known.Contains(name)) warnings.Add($"extensionsUsed: '{name}' is not supported, what it says is not applied");
        }
    }

    private static IEnumerable<string> Names(JsonElement root, string field, GltfFields fields) =>
        fields.Array(root, "", field).Select((e, i) => e.ValueKind == JsonValueKind.String ? GltfFields.TextOf(e) ?? "" : throw fields.Wrong($"{field}[{i}] must be a string"));
}
