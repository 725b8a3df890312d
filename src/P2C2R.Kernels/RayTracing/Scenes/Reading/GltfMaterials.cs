using System.Text.Json;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The materials of a glTF file (glTF 2.0, section 3.9). Factors out of their range are brought into it, which is said.</summary>
/// <param name="root">The file's JSON.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="textures">What the materials refer to.</param>
/// <param name="warnings">Where repairs are said.</param>
internal sealed class GltfMaterials(JsonElement root, GltfFields fields, GltfTextures textures, SceneWarnings warnings)
{
    /// <summary>All materials, in the file's order.</summary>
    public List<SceneMaterial> Read()
    {
        var elements = fields.Array(root, "", "materials");
        if (elements.Length > SceneLimits.MaxParts) throw fields.Wrong($"materials: a scene may have {SceneLimits.MaxParts}");
        return [.. elements.Select((_, i) => Read(fields.Element(elements, "materials", i), $"materials[{i}]"))];
    }

    private SceneMaterial Read(JsonElement json, string place)
    {
        var surface = fields.Object(json, place, "pbrMetallicRoughness");
        var material = surface is { } s ? ReadSurface(s, place + ".pbrMetallicRoughness") : new SceneMaterial();
        var normal = fields.Object(json, place, "normalTexture");
        var occlusion = fields.Object(json, place, "occlusionTexture");
        return material with
        {
            Name = fields.Text(json, place, "name") ?? "",
            NormalTexture = textures.Use(json, place, "normalTexture", isSrgb: false),
            NormalScale = normal is { } n ? Factor(n, place + ".normalTexture", "scale", 1, float.MinValue, float.MaxValue) : 1,
            OcclusionTexture = textures.Use(json, place, "occlusionTexture", isSrgb: false),
            OcclusionStrength = occlusion is { } o ? Factor(o, place + ".occlusionTexture", "strength", 1, 0, 1) : 1,
            Emissive = ReadEmission(json, place),
            EmissiveTexture = textures.Use(json, place, "emissiveTexture", isSrgb: true),
            AlphaMode = ReadAlphaMode(json, place),
            AlphaCutoff = Factor(json, place, "alphaCutoff", 0.5f, 0, float.MaxValue),
            DoubleSided = fields.Boolean(json, place, "doubleSided"),
            Specular = ReadSpecular(json, place),
            Unlit = fields.Extension(json, place, GltfExtensions.Unlit) is not null,
        };
    }

    private SceneMaterial ReadSurface(JsonElement json, string place)
    {
        var color = Factors(json, place, "baseColorFactor", [1, 1, 1, 1], 1);
        return new SceneMaterial
        {
            BaseColor = new Float3(color[0], color[1], color[2]),
            Alpha = color[3],
            BaseColorTexture = textures.Use(json, place, "baseColorTexture", isSrgb: true),
            Metallic = Factor(json, place, "metallicFactor", 1, 0, 1),
            Roughness = Factor(json, place, "roughnessFactor", 1, 0, 1),
            MetallicRoughnessTexture = textures.Use(json, place, "metallicRoughnessTexture", isSrgb: false),
        };
    }

    private Float3 ReadEmission(JsonElement json, string place)
    {
        var color = Factors(json, place, "emissiveFactor", [0, 0, 0], float.MaxValue);
        var extension = fields.Extension(json, place, GltfExtensions.EmissiveStrength);
        var strength = extension is { } e ? Factor(e, $"{place}.extensions.{GltfExtensions.EmissiveStrength}", "emissiveStrength", 1, 0, float.MaxValue) : 1;
        var emission = new Float3(color[0], color[1], color[2]) * strength;
        if (!float.IsFinite(emission.X) || !float.IsFinite(emission.Y) || !float.IsFinite(emission.Z)) throw fields.Wrong($"{place}: its emission must be at most {float.MaxValue:E1}");
        return emission;
    }

    private float ReadSpecular(JsonElement json, string place)
    {
        if (fields.Extension(json, place, GltfExtensions.Specular) is not { } extension) return 1;
        var inside = $"{place}.extensions.{GltfExtensions.Specular}";
        foreach (var field in (string[])["specularTexture", "specularColorTexture", "specularColorFactor"])
        {
            if (extension.TryGetProperty(field, out _)) warnings.Add($"{inside}.{field} is not supported, what it says is not applied");
        }

        return Factor(extension, inside, "specularFactor", 1, 0, 1);
    }

    private AlphaMode ReadAlphaMode(JsonElement json, string place) => fields.Text(json, place, "alphaMode") switch
    {
        null or "OPAQUE" => AlphaMode.Opaque,
        "MASK" => AlphaMode.Mask,
        "BLEND" => AlphaMode.Blend,
        _ => throw fields.Wrong($"{place}.alphaMode must be OPAQUE, MASK or BLEND"),
    };

    private float Factor(JsonElement json, string place, string field, float absent, float least, float most) =>
        fields.Number(json, place, field) is { } number ? Within(number, $"{place}.{field}", least, most) : absent;

    private float[] Factors(JsonElement json, string place, string field, float[] absent, float most) =>
        fields.Numbers(json, place, field, absent.Length) is { } numbers ? [.. numbers.Select(n => Within(n, $"{place}.{field}", 0, most))] : absent;

    private float Within(double number, string place, float least, float most)
    {
        if (number >= least && number <= most) return (float)number;
        warnings.Add($"{place} is {number:R}, {(number < least ? least : most):R} is taken: the {(number < least ? "least" : "greatest")} that has a meaning");
        return number < least ? least : most;
    }
}
