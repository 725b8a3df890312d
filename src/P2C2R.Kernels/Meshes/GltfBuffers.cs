using System.Text.Json;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Meshes;

/// <summary>The buffers of a glTF file and the views of them. Every range is checked before anything is allocated.</summary>
/// <param name="file">The file's name; buffers lie beside it.</param>
/// <param name="container">The file.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="files">Where buffers lie.</param>
internal sealed class GltfBuffers(string file, GltfContainer container, GltfFields fields, IInputFiles files)
{
    private const string Base64 = ";base64,";

    private readonly JsonElement[] _buffers = fields.Array(container.Root, "", "buffers");
    private readonly JsonElement[] _views = fields.Array(container.Root, "", "bufferViews");
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _loaded = [];

    /// <summary>Bytes of buffers that were read besides the file itself.</summary>
    public long BytesRead { get; private set; }

    /// <summary>A buffer view's bytes, and the stride that it gives its elements: 0 where it gives none.</summary>
    public (ReadOnlyMemory<byte> Bytes, int Stride) View(int index)
    {
        var place = $"bufferViews[{index}]";
        var view = fields.Element(_views, "bufferViews", index);
        var buffer = Load(fields.Integer(view, place, "buffer", null));
        var offset = fields.Integer(view, place, "byteOffset", 0);
        var length = fields.Integer(view, place, "byteLength", null);
        if ((long)offset + length > buffer.Length) throw fields.Wrong($"{place} reaches beyond the {buffer.Length} bytes of its buffer");
        return (buffer.Slice(offset, length), fields.Integer(view, place, "byteStride", 0));
    }

    private ReadOnlyMemory<byte> Load(int index)
    {
        if (_loaded.TryGetValue(index, out var known)) return known;
        var place = $"buffers[{index}]";
        var buffer = fields.Element(_buffers, "buffers", index);
        var length = fields.Integer(buffer, place, "byteLength", null);
        var uri = fields.Text(buffer, place, "uri");
        var bytes = uri is null ? container.Binary ?? throw fields.Wrong($"{place} has no uri, and the file has no binary chunk") : Resolve(place, uri);
        if (bytes.Length < length) throw fields.Wrong($"{place}.byteLength is {length}, there are {bytes.Length} bytes");
        if (uri is not null) BytesRead += bytes.Length;
        return _loaded[index] = bytes[..length];
    }

    /// <summary>The bytes of a uri: a file beside this one, or data: with the bytes themselves.</summary>
    /// <param name="place">The object that holds the uri, for messages.</param>
    /// <param name="uri">As in the file.</param>
    public ReadOnlyMemory<byte> Resolve(string place, string uri)
    {
        if (uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return Decode(place, uri);
        return files.Read(RelativePath.Beside($"{file}: {place}.uri", uri, file));
    }

    private ReadOnlyMemory<byte> Decode(string place, string uri)
    {
        var start = uri.IndexOf(Base64, StringComparison.OrdinalIgnoreCase);
        if (start < 0) throw fields.Wrong($"{place}.uri: data must be base64");
        var text = uri.AsSpan(start + Base64.Length);
        var bytes = new byte[((text.Length / 4) + 1) * 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var written)) throw fields.Wrong($"{place}.uri: the data are not base64");
        return bytes.AsMemory(0, written);
    }
}
