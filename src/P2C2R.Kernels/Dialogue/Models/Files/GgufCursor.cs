using System.Buffers.Binary;
using System.Text;

namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>Reads a GGUF file's header in sequence; what isn't there is an error that says where.</summary>
/// <param name="bytes">The file.</param>
/// <param name="at">Where to begin.</param>
internal ref struct GgufCursor(ReadOnlySpan<byte> bytes, int at)
{
    private const int MaxNameBytes = 256;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next byte stands.</summary>
    public int At { get; private set; } = at;

    /// <summary>An unsigned 32-bit number.</summary>
    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>An unsigned 64-bit number.</summary>
    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A count of things that take a byte each at least.</summary>
    public int Count(string what)
    {
        var count = U64();
        if (count > (ulong)(_bytes.Length - At)) throw new InputException($"the GGUF file says at byte {At - sizeof(ulong)} that {count} {what} follow, which are more than its rest has bytes");
        return (int)count;
    }

    /// <summary>A name: a short text.</summary>
    public string Name()
    {
        var length = Count("bytes of a name");
        if (length > MaxNameBytes) throw new InputException($"a name in the GGUF file has {length} bytes, at most {MaxNameBytes} are allowed (byte {At})");
        return Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>Some bytes.</summary>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _bytes.Length - At) throw new InputException($"the GGUF file is cut off: at byte {At} {count} bytes should follow, {_bytes.Length - At} are there");
        var taken = _bytes.Slice(At, (int)count);
        At += (int)count;
        return taken;
    }

    /// <summary>Goes on behind a value.</summary>
    public void Skip(GgufType type)
    {
        if (type == GgufType.Text) Take(Count("bytes of text"));
        else if (type != GgufType.Array) Take(SizeOf(type));
        else SkipArray();
    }

    /// <summary>Bytes of a value of a plain type.</summary>
    public static int SizeOf(GgufType type) => type switch
    {
        GgufType.U8 or GgufType.I8 or GgufType.Bool => 1,
        GgufType.U16 or GgufType.I16 => 2,
        GgufType.U32 or GgufType.I32 or GgufType.F32 => 4,
        GgufType.U64 or GgufType.I64 or GgufType.F64 => 8,
        _ => throw new InputException($"the GGUF file has a value of type {(int)type}, which there isn't"),
    };

    private void SkipArray()
    {
        var type = (GgufType)U32();
        var count = Count("elements");
        if (type == GgufType.Array) throw new InputException($"the GGUF file has an array of arrays at byte {At}, which models don't need");
        if (type != GgufType.Text)
        {
            Take((long)count * SizeOf(type));
            return;
        }

        for (var i = 0; i < count; i++) Take(Count("bytes of text"));
    }
}
