using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>The materials of a glTF file with all that they refer to, as they stand in it, so that nothing of them is lost where they are written again.</summary>
/// <param name="Materials">Its materials.</param>
/// <param name="Textures">Its textures.</param>
/// <param name="Samplers">Its samplers.</param>
/// <param name="Images">The bytes of its images, still encoded, and their media types.</param>
/// <param name="Extensions">The extensions of materials and textures that it uses.</param>
public sealed record GltfMaterialSource(
    IReadOnlyList<JsonElement> Materials,
    IReadOnlyList<JsonElement> Textures,
    IReadOnlyList<JsonElement> Samplers,
    IReadOnlyList<(ReadOnlyMemory<byte> Bytes, string Type)> Images,
    IReadOnlyList<string> Extensions)
{
    /// <summary>The media type of a PNG or JPEG file by its first bytes; null for others.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png" : image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg" : null;

    /// <summary>Takes a file's.</summary>
    internal static GltfMaterialSource Of(GltfContainer container, GltfFields fields, GltfBuffers buffers)
    {
        var images = fields.Array(container.Root, "", "images");
        var read = new List<(ReadOnlyMemory<byte>, string)>();
        for (var i = 0; i < images.Length; i++)
        {
            var place = $"images[{i}]";
            var image = fields.Element(images, "images", i);
            var bytes = fields.Text(image, place, "uri") is { } uri ? buffers.Resolve(place, uri) : buffers.View(fields.Integer(image, place, "bufferView", null)).Bytes;
            read.Add((bytes, TypeOf(bytes.Span) ?? fields.Text(image, place, "mimeType") ?? throw fields.Wrong($"{place} is neither PNG nor JPEG, and has no mimeType")));
        }

        var extensions = fields.Array(container.Root, "", "extensionsUsed").Select(static e => e.ValueKind == JsonValueKind.String ? GltfFields.TextOf(e) : null).OfType<string>();
        return new(fields.Array(container.Root, "", "materials"), fields.Array(container.Root, "", "textures"), fields.Array(container.Root, "", "samplers"), read, [.. extensions.Where(static e => e.Contains("_materials_", StringComparison.Ordinal) || e.Contains("_texture_", StringComparison.Ordinal))]);
    }
}
