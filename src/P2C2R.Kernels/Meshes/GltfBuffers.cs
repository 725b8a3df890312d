using System.Buffers.Binary;
using System.Text.Json;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Meshes;

/// <summary>The numbers behind a glTF file's accessors. Every range is checked before anything is allocated.</summary>
/// <param name="file">The file's name; buffers lie beside it.</param>
/// <param name="container">The file.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="files">Where buffers lie.</param>
internal sealed class GltfBuffers(string file, GltfContainer container, GltfFields fields, IInputFiles files)
{
    private const int Float = 5126;
    private const int UnsignedByte = 5121;
    private const int UnsignedShort = 5123;
    private const int UnsignedInt = 5125;
    private const string Base64 = ";base64,";

    private readonly JsonElement[] _buffers = fields.Array(container.Root, "", "buffers");
    private readonly JsonElement[] _views = fields.Array(container.Root, "", "bufferViews");
    private readonly JsonElement[] _accessors = fields.Array(container.Root, "", "accessors");
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _loaded = [];

    /// <summary>Bytes of buffers that were read besides the file itself.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Positions: x, y, z each, finite.</summary>
    public float[] Positions(int accessor)
    {
        var source = Open(accessor, "VEC3", 3, Float);
        var values = new float[source.Count * 3];
        for (var i = 0; i < source.Count; i++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                var value = BinaryPrimitives.ReadSingleLittleEndian(source.Bytes.Span[((i * source.Stride) + (axis * 4))..]);
                if (!float.IsFinite(value)) throw fields.Wrong($"accessors[{accessor}], element {i}: a position must be finite");
                values[(i * 3) + axis] = value;
            }
        }

        return values;
    }

    /// <summary>How many elements an accessor says that it has; not yet checked against its bytes.</summary>
    public int CountOf(int accessor) => fields.Integer(fields.Element(_accessors, "accessors", accessor), $"accessors[{accessor}]", "count", null);

    /// <summary>Indices, each below a number of vertices.</summary>
    public int[] Indices(int accessor, int vertices)
    {
        var source = Open(accessor, "SCALAR", 1, UnsignedByte, UnsignedShort, UnsignedInt);
        var values = new int[source.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var at = source.Bytes.Span[(i * source.Stride)..];
            var value = source.Component switch { UnsignedByte => at[0], UnsignedShort => BinaryPrimitives.ReadUInt16LittleEndian(at), _ => BinaryPrimitives.ReadUInt32LittleEndian(at) };
            if (value >= vertices) throw fields.Wrong($"accessors[{accessor}], element {i}: there is no vertex {value}, the primitive has {vertices}");
            values[i] = (int)value;
        }

        return values;
    }

    private (ReadOnlyMemory<byte> Bytes, int Count, int Stride, int Component) Open(int index, string type, int components, params ReadOnlySpan<int> allowed)
    {
        var place = $"accessors[{index}]";
        var accessor = fields.Element(_accessors, "accessors", index);
        var component = fields.Integer(accessor, place, "componentType", null);
        if (fields.Text(accessor, place, "type") != type || !allowed.Contains(component)) throw fields.Wrong($"{place} must be {type} of component type {string.Join(" or ", allowed.ToArray())}");
        if (accessor.TryGetProperty("sparse", out _)) throw fields.Wrong($"{place} is sparse, which is not supported; export without sparse accessors");
        var count = fields.Integer(accessor, place, "count", null);
        var viewIndex = fields.Integer(accessor, place, "bufferView", null);
        var size = components * (component switch { UnsignedByte => 1, UnsignedShort => 2, _ => 4 });
        var (view, stride) = View(viewIndex);
        if (stride == 0) stride = size;
        var offset = fields.Integer(accessor, place, "byteOffset", 0);
        if (stride < size) throw fields.Wrong($"bufferViews[{viewIndex}].byteStride is {stride}, an element of {place} has {size} bytes");
        if (count > 0 && offset + ((count - 1L) * stride) + size > view.Length) throw fields.Wrong($"{place} reaches beyond the {view.Length} bytes of bufferViews[{viewIndex}]");
        return (count == 0 ? default : view[offset..], count, stride, component);
    }

    private (ReadOnlyMemory<byte> Bytes, int Stride) View(int index)
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

    private ReadOnlyMemory<byte> Resolve(string place, string uri)
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
