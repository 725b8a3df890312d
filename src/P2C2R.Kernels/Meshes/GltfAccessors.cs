using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// The numbers behind a glTF file's accessors (glTF 2.0, section 3.6.2): strided, sparse, normalized. Ranges are checked before
/// anything is allocated; how many elements are too many the caller knows, and asks <see cref="CountOf"/> first.
/// </summary>
/// <param name="container">The file.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="buffers">What the accessors look into.</param>
internal sealed class GltfAccessors(GltfContainer container, GltfFields fields, GltfBuffers buffers)
{
    private readonly JsonElement[] _accessors = fields.Array(container.Root, "", "accessors");

    /// <summary>How many elements an accessor says that it has; not yet checked against its bytes.</summary>
    public int CountOf(int accessor) => fields.Integer(fields.Element(_accessors, "accessors", accessor), $"accessors[{accessor}]", "count", null);

    /// <summary>Numbers in each element; 0 for a type that is unknown.</summary>
    public int ComponentsOf(int accessor) => GltfTypes.ComponentsOf(fields.Text(fields.Element(_accessors, "accessors", accessor), $"accessors[{accessor}]", "type"));

    /// <summary>Positions: x, y, z each, finite.</summary>
    public float[] Positions(int accessor) => Floats(accessor, 3, "a position");

    /// <summary>Numbers, finite; integers become -1 to 1 where the accessor says that they are normalized.</summary>
    /// <param name="accessor">Its number.</param>
    /// <param name="components">Numbers in an element.</param>
    /// <param name="what">What an element is, for messages.</param>
    public float[] Floats(int accessor, int components, string what)
    {
        var place = $"accessors[{accessor}]";
        var element = fields.Element(_accessors, "accessors", accessor);
        var isNormalized = fields.Boolean(element, place, "normalized");
        var component = ComponentType(element, place, components, GltfTypes.Float, GltfTypes.Byte, GltfTypes.UnsignedByte, GltfTypes.Short, GltfTypes.UnsignedShort);
        var values = new float[checked(CheckedCount(element, place, component, components) * components)];
        Fill(element, place, component, components, (bytes, at) =>
        {
            var value = GltfTypes.ReadFloat(bytes, component, isNormalized);
            if (!float.IsFinite(value)) throw fields.Wrong($"{place}, element {at / components}: {what} must be finite");
            values[at] = value;
        });
        return values;
    }

    /// <summary>Whole numbers, 0 or more.</summary>
    public int[] Integers(int accessor, int components)
    {
        var place = $"accessors[{accessor}]";
        var element = fields.Element(_accessors, "accessors", accessor);
        var component = ComponentType(element, place, components, GltfTypes.UnsignedByte, GltfTypes.UnsignedShort, GltfTypes.UnsignedInt);
        var values = new int[checked(CheckedCount(element, place, component, components) * components)];
        Fill(element, place, component, components, (bytes, at) =>
        {
            var value = GltfTypes.ReadUnsigned(bytes, component);
            if (value > int.MaxValue) throw fields.Wrong($"{place}, element {at / components}: {value} is too great a number");
            values[at] = (int)value;
        });
        return values;
    }

    /// <summary>Indices, each below a number of vertices.</summary>
    public int[] Indices(int accessor, int vertices)
    {
        var values = Integers(accessor, 1);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] >= vertices) throw fields.Wrong($"accessors[{accessor}], element {i}: there is no vertex {values[i]}, the primitive has {vertices}");
        }

        return values;
    }

    private int ComponentType(JsonElement accessor, string place, int components, params ReadOnlySpan<int> allowed)
    {
        var component = fields.Integer(accessor, place, "componentType", null);
        var type = GltfTypes.NameOf(components);
        if (fields.Text(accessor, place, "type") != type || !allowed.Contains(component)) throw fields.Wrong($"{place} must be {type} of component type {string.Join(" or ", allowed.ToArray())}");
        return component;
    }

    /// <summary>The count, once the bytes for it are known to be there.</summary>
    private int CheckedCount(JsonElement accessor, string place, int component, int components)
    {
        var count = fields.Integer(accessor, place, "count", null);
        if (accessor.TryGetProperty("bufferView", out _)) Open(accessor, place, count, components * GltfTypes.SizeOf(component));
        return count;
    }

    private void Fill(JsonElement accessor, string place, int component, int components, Setter set)
    {
        var size = GltfTypes.SizeOf(component);
        var count = fields.Integer(accessor, place, "count", null);
        if (accessor.TryGetProperty("bufferView", out _))
        {
            var (bytes, stride) = Open(accessor, place, count, components * size);
            for (var i = 0; i < count; i++)
            {
                var element = bytes.Span[(int)((long)i * stride)..];
                for (var c = 0; c < components; c++) set(element[(c * size)..], (i * components) + c);
            }
        }

        if (accessor.TryGetProperty("sparse", out var sparse)) FillSparse(sparse, place + ".sparse", component, components, count, set);
    }

    /// <summary>Some elements replaced; of an accessor without a view all others are 0.</summary>
    private void FillSparse(JsonElement sparse, string place, int component, int components, int count, Setter set)
    {
        if (sparse.ValueKind != JsonValueKind.Object || !sparse.TryGetProperty("indices", out var where) || !sparse.TryGetProperty("values", out var what)) throw fields.Wrong($"{place} must have count, indices and values");
        var changes = fields.Integer(sparse, place, "count", null);
        var indexType = fields.Integer(where, place + ".indices", "componentType", null);
        if (indexType is not (GltfTypes.UnsignedByte or GltfTypes.UnsignedShort or GltfTypes.UnsignedInt)) throw fields.Wrong($"{place}.indices.componentType must be {GltfTypes.UnsignedByte}, {GltfTypes.UnsignedShort} or {GltfTypes.UnsignedInt}");
        var (indices, indexStride) = Open(where, place + ".indices", changes, GltfTypes.SizeOf(indexType));
        var size = GltfTypes.SizeOf(component);
        var (values, stride) = Open(what, place + ".values", changes, components * size);
        for (var i = 0; i < changes; i++)
        {
            var index = GltfTypes.ReadUnsigned(indices.Span[(i * indexStride)..], indexType);
            if (index >= count) throw fields.Wrong($"{place}.indices: there is no element {index}, the accessor has {count}");
            for (var c = 0; c < components; c++) set(values.Span[((i * stride) + (c * size))..], ((int)index * components) + c);
        }
    }

    private (ReadOnlyMemory<byte> Bytes, int Stride) Open(JsonElement accessor, string place, int count, int size)
    {
        var viewIndex = fields.Integer(accessor, place, "bufferView", null);
        var (view, stride) = buffers.View(viewIndex);
        if (stride == 0) stride = size;
        var offset = fields.Integer(accessor, place, "byteOffset", 0);
        if (stride < size) throw fields.Wrong($"bufferViews[{viewIndex}].byteStride is {stride}, an element of {place} has {size} bytes");
        if (count > 0 && offset + ((count - 1L) * stride) + size > view.Length) throw fields.Wrong($"{place} reaches beyond the {view.Length} bytes of bufferViews[{viewIndex}]");
        return (count == 0 ? default : view[offset..], stride);
    }

    /// <summary>Takes the number that some bytes begin with, at its place among all numbers of the accessor.</summary>
    private delegate void Setter(ReadOnlySpan<byte> bytes, int at);
}
