using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>The materials, and the one picture, in the JSON part of a <c>.glb</c> file.</summary>
internal static class GlbMaterials
{
    private const string UnlitExtension = "KHR_materials_unlit";
    private const int Linear = 9729;
    private const int ClampToEdge = 33071;

    /// <summary>Writes them.</summary>
    /// <param name="json">Inside the root object.</param>
    /// <param name="materials">What to write.</param>
    /// <param name="pictureView">The buffer view of the picture; null where there is none.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<GlbMaterial> materials, int? pictureView)
    {
        if (materials.Any(static m => m.Unlit))
        {
            json.WriteStartArray("extensionsUsed");
            json.WriteStringValue(UnlitExtension);
            json.WriteEndArray();
        }

        json.WriteStartArray("materials");
        foreach (var material in materials) WriteMaterial(json, material);
        json.WriteEndArray();
        if (pictureView is { } view) WritePicture(json, view);
    }

    private static void WriteMaterial(Utf8JsonWriter json, GlbMaterial material)
    {
        json.WriteStartObject();
        json.WriteString("name", material.Name);
        json.WriteStartObject("pbrMetallicRoughness");
        if (material.PictureTexCoords is { } set)
        {
            json.WriteStartObject("baseColorTexture");
            json.WriteNumber("index", 0);
            json.WriteNumber("texCoord", set);
            json.WriteEndObject();
        }

        json.WriteNumber("metallicFactor", 0);
        json.WriteNumber("roughnessFactor", 1);
        json.WriteEndObject();
        json.WriteBoolean("doubleSided", material.DoubleSided);
        if (material.AlphaMode is { } mode) json.WriteString("alphaMode", mode);
        if (material.AlphaMode == "MASK") json.WriteNumber("alphaCutoff", material.AlphaCutoff);
        if (material.Unlit)
        {
            json.WriteStartObject("extensions");
            json.WriteStartObject(UnlitExtension);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WritePicture(Utf8JsonWriter json, int view)
    {
        json.WriteStartArray("textures");
        json.WriteStartObject();
        json.WriteNumber("sampler", 0);
        json.WriteNumber("source", 0);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("samplers");
        json.WriteStartObject();
        json.WriteNumber("magFilter", Linear);
        json.WriteNumber("minFilter", Linear);
        json.WriteNumber("wrapS", ClampToEdge);
        json.WriteNumber("wrapT", ClampToEdge);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("images");
        json.WriteStartObject();
        json.WriteString("mimeType", "image/png");
        json.WriteNumber("bufferView", view);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
