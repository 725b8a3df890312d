using System.Buffers.Binary;
using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>A glTF file taken apart: the JSON and, of a .glb, the binary chunk.</summary>
/// <param name="Root">The JSON's root object.</param>
/// <param name="Binary">The binary chunk; null where there is none.</param>
internal sealed record GltfContainer(JsonElement Root, ReadOnlyMemory<byte>? Binary)
{
    private const uint Magic = 0x46546C67;
    private const uint JsonChunk = 0x4E4F534A;
    private const uint BinaryChunk = 0x004E4942;
    private const int HeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;
    private const int MaxDepth = 32;

    /// <summary>Takes a .gltf or a .glb file apart; its first bytes tell which it is.</summary>
    public static GltfContainer Read(ReadOnlyMemory<byte> bytes, GltfFields fields)
    {
        if (bytes.Length < HeaderBytes || Number(bytes, 0) != Magic) return new GltfContainer(Parse(bytes, fields), null);
        if (Number(bytes, 4) != 2) throw fields.Wrong($"binary glTF of version {Number(bytes, 4)}; only version 2 can be read");
        if (Number(bytes, 8) != bytes.Length) throw fields.Wrong($"the header says {Number(bytes, 8)} bytes, the file has {bytes.Length}");
        JsonElement? root = null;
        ReadOnlyMemory<byte>? binary = null;
        for (var at = HeaderBytes; at < bytes.Length;)
        {
            if (bytes.Length - at < ChunkHeaderBytes) throw fields.Wrong($"byte {at}: the file ends inside a chunk's header");
            var length = Number(bytes, at);
            var type = Number(bytes, at + 4);
            at += ChunkHeaderBytes;
            if (length > bytes.Length - at) throw fields.Wrong($"byte {at}: a chunk of {length} bytes, {bytes.Length - at} are left");
            var chunk = bytes.Slice(at, (int)length);
            if (type == JsonChunk) root ??= Parse(chunk, fields);
            else if (type == BinaryChunk) binary ??= chunk;
            at += (int)length;
        }

        return new GltfContainer(root ?? throw fields.Wrong("there is no JSON chunk in it"), binary);
    }

    private static uint Number(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]);

    private static JsonElement Parse(ReadOnlyMemory<byte> json, GltfFields fields)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw fields.Wrong("the JSON's root must be an object");
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw fields.Wrong($"line {(e.LineNumber ?? 0) + 1}, column {(e.BytePositionInLine ?? 0) + 1}: neither binary glTF nor JSON");
        }
    }
}
