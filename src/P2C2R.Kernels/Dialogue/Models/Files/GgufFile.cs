using System.Buffers.Binary;

namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>
/// A GGUF file, version 2 or 3 (ggml-org, "GGUF", docs/gguf.md of ggml): named values, then tensors by name. Nothing is copied; every place that is kept was
/// checked to lie in the file, and no two tensors share bytes.
/// </summary>
internal sealed class GgufFile
{
    private const int MaxValues = 4_096;
    private const int MaxTensors = 16_384;
    private const int MaxAlignment = 1 << 16;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly Dictionary<string, (GgufType Type, int At)> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GgufTensor> _tensors = new(StringComparer.Ordinal);
    private int _data;

    private GgufFile(ReadOnlyMemory<byte> file) => _file = file;

    /// <summary>Whether a file begins as these do.</summary>
    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith("GGUF"u8);

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="InputException">The file is wrong; the message says where.</exception>
    public static GgufFile Read(ReadOnlyMemory<byte> file)
    {
        var gguf = new GgufFile(file);
        gguf.ReadHeader();
        return gguf;
    }

    /// <summary>Whether there is a value of this name.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Whether there is a tensor of this name.</summary>
    public bool HasTensor(string name) => _tensors.ContainsKey(name);

    /// <summary>A whole number.</summary>
    public int Integer(string name, int? otherwise = null)
    {
        if (!_values.TryGetValue(name, out var value)) return otherwise ?? throw Missing(name);
        var bytes = _file.Span[value.At..];
        var number = value.Type switch
        {
            GgufType.U8 => bytes[0],
            GgufType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            GgufType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            GgufType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            GgufType.I64 or GgufType.U64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            _ => throw Wrong(name, "a whole number"),
        };
        return number is >= 0 and <= int.MaxValue ? (int)number : throw Wrong(name, $"0 to {int.MaxValue}");
    }

    /// <summary>A number.</summary>
    public double Number(string name, double otherwise)
    {
        if (!_values.TryGetValue(name, out var value)) return otherwise;
        var bytes = _file.Span[value.At..];
        return value.Type switch
        {
            GgufType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            GgufType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            _ => throw Wrong(name, "a fraction"),
        };
    }

    /// <summary>True or false.</summary>
    public bool Truth(string name, bool otherwise)
    {
        if (!_values.TryGetValue(name, out var value)) return otherwise;
        return value.Type == GgufType.Bool ? _file.Span[value.At] != 0 : throw Wrong(name, "true or false");
    }

    /// <summary>A short text.</summary>
    public string Text(string name, string otherwise)
    {
        if (!_values.TryGetValue(name, out var value)) return otherwise;
        return value.Type == GgufType.Text ? new GgufCursor(_file.Span, value.At).Name() : throw Wrong(name, "a text");
    }

    /// <summary>Where the texts of an array lie in the file.</summary>
    public (int Start, int Length)[] Texts(string name)
    {
        var cursor = FindArray(name, GgufType.Text, out var count);
        var places = new (int Start, int Length)[count];
        for (var i = 0; i < count; i++)
        {
            var length = cursor.Count("bytes of text");
            places[i] = (cursor.At, length);
            cursor.Take(length);
        }

        return places;
    }

    /// <summary>The bytes of an array of plain values.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Their type.</param>
    /// <param name="expected">How many there must be.</param>
    public ReadOnlySpan<byte> Plain(string name, GgufType type, int expected)
    {
        var cursor = FindArray(name, type, out var count);
        if (count != expected) throw Wrong(name, $"{expected} elements, as many as there are tokens; it has {count}");
        return cursor.Take((long)count * GgufCursor.SizeOf(type));
    }

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes => _file;

    /// <summary>A tensor of a size.</summary>
    /// <returns>It, and its bytes.</returns>
    public (GgufTensor Tensor, ReadOnlyMemory<byte> Bytes) Tensor(string name, int rows, int columns)
    {
        if (!_tensors.TryGetValue(name, out var tensor)) throw new InputException($"the GGUF file has no tensor \"{name}\"");
        if (tensor.Rows != rows || tensor.Columns != columns) throw new InputException($"the tensor \"{name}\" of the GGUF file is {tensor.Columns} x {tensor.Rows}; by the model's sizes it must be {columns} x {rows}");
        return (tensor, _file.Slice((int)(_data + tensor.Offset), (int)(tensor.BytesPerRow * tensor.Rows)));
    }

    /// <summary>Numbers of a row of a tensor.</summary>
    public long Rows(string name) => _tensors.TryGetValue(name, out var tensor) ? tensor.Rows : throw new InputException($"the GGUF file has no tensor \"{name}\"");

    private void ReadHeader()
    {
        var cursor = new GgufCursor(_file.Span, 4);
        var version = cursor.U32();
        if (version is not (2 or 3)) throw new InputException($"the GGUF file has version {version}; 2 and 3 are read");
        var tensors = cursor.Count("tensors");
        var values = cursor.Count("values");
        if (tensors > MaxTensors || values > MaxValues) throw new InputException($"the GGUF file has {tensors} tensors and {values} values; at most {MaxTensors} and {MaxValues} are allowed");
        for (var i = 0; i < values; i++) ReadValue(ref cursor);
        var inOrder = new List<GgufTensor>();
        for (var i = 0; i < tensors; i++) inOrder.Add(ReadTensor(ref cursor));
        var alignment = Integer("general.alignment", 32);
        if (alignment is < 1 or > MaxAlignment) throw Wrong("general.alignment", $"1 to {MaxAlignment}");
        var data = ((long)cursor.At + alignment - 1) / alignment * alignment;
        CheckPlaces(inOrder, data);
        _data = (int)Math.Min(data, int.MaxValue);
    }

    private void ReadValue(ref GgufCursor cursor)
    {
        var name = cursor.Name();
        var type = (GgufType)cursor.U32();
        if (!_values.TryAdd(name, (type, cursor.At))) throw new InputException($"the GGUF file has the value \"{name}\" twice");
        cursor.Skip(type);
    }

    private GgufTensor ReadTensor(ref GgufCursor cursor)
    {
        var name = cursor.Name();
        var dimensions = cursor.U32();
        if (dimensions is < 1 or > 4) throw new InputException($"the tensor \"{name}\" of the GGUF file has {dimensions} dimensions");
        Span<ulong> sizes = [1, 1, 1, 1];
        for (var i = 0; i < dimensions; i++) sizes[i] = cursor.U64();
        var type = (GgufTensorType)cursor.U32();
        var offset = cursor.U64();
        if (sizes[0] is < 1 or > int.MaxValue || sizes[1] is < 1 or > int.MaxValue || sizes[2] != 1 || sizes[3] != 1) throw new InputException($"the tensor \"{name}\" of the GGUF file has an absurd size");
        var tensor = new GgufTensor(name, (long)sizes[0], (long)sizes[1], type, (long)Math.Min(offset, long.MaxValue / 2));
        if (tensor.BytesPerRow == 0) throw new InputException($"the tensor \"{name}\" of the GGUF file has type {(int)type} or rows that aren't whole blocks; F32, F16, Q8_0, Q6_K and Q4_0 are read: convert the model to these, all tensors of it");
        if (!_tensors.TryAdd(name, tensor)) throw new InputException($"the GGUF file has the tensor \"{name}\" twice");
        return tensor;
    }

    private void CheckPlaces(List<GgufTensor> tensors, long data)
    {
        tensors.Sort(static (a, b) => a.Offset.CompareTo(b.Offset) is var order && order != 0 ? order : string.CompareOrdinal(a.Name, b.Name));
        var free = data;
        foreach (var tensor in tensors)
        {
            if (data + tensor.Offset < free) throw new InputException($"the tensor \"{tensor.Name}\" of the GGUF file shares bytes with another");
            var end = data + tensor.Offset + ((Int128)tensor.BytesPerRow * tensor.Rows);
            if (end > _file.Length) throw new InputException($"the tensor \"{tensor.Name}\" of the GGUF file ends at byte {end}, the file at byte {_file.Length}: it is cut off");
            free = (long)end;
        }
    }

    private GgufCursor FindArray(string name, GgufType type, out int count)
    {
        if (!_values.TryGetValue(name, out var value)) throw Missing(name);
        if (value.Type != GgufType.Array) throw Wrong(name, "an array");
        var cursor = new GgufCursor(_file.Span, value.At);
        if ((GgufType)cursor.U32() != type) throw Wrong(name, $"an array of {type}");
        count = cursor.Count("elements");
        return cursor;
    }

    private static InputException Missing(string name) => new($"the GGUF file has no value \"{name}\"");

    private static InputException Wrong(string name, string wanted) => new($"the value \"{name}\" of the GGUF file must be {wanted}");
}
