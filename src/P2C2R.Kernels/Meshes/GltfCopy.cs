using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// Copies materials, textures and samplers of one glTF file into another, where they stand behind those that are there already: a reference
/// to a texture is an "index" in something called "...Texture", in extensions too; a texture refers to its "source" and "sampler".
/// </summary>
/// <param name="textures">Textures before the copied ones.</param>
/// <param name="samplers">Samplers before them.</param>
/// <param name="images">Images before them.</param>
internal sealed class GltfCopy(int textures, int samplers, int images)
{
    /// <summary>Writes a value; what is no valid Unicode is left out.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="value">What.</param>
    /// <param name="owner">The name of the property that it is the value of.</param>
    public void Write(Utf8JsonWriter json, JsonElement value, string owner)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(json, value, owner); break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item, owner);
                json.WriteEndArray();
                break;
            case JsonValueKind.String: json.WriteStringValue(GltfFields.TextOf(value) ?? ""); break;
            default: value.WriteTo(json); break;
        }
    }

    private void WriteObject(Utf8JsonWriter json, JsonElement value, string owner)
    {
        json.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            if (GltfFields.NameOf(property) is not { } name) continue;
            json.WritePropertyName(name);
            if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var number)) json.WriteNumberValue(number + Before(owner, name));
            else Write(json, property.Value, name);
        }

        json.WriteEndObject();
    }

    private int Before(string owner, string name) => name switch
    {
        "index" when owner.EndsWith("Texture", StringComparison.Ordinal) => textures,
        "source" => images,
        "sampler" => samplers,
        _ => 0,
    };
}
