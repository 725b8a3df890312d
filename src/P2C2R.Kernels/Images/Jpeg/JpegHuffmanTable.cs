namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>A Huffman table (ITU T.81, annex C and F.2.2.3), with the short codes looked up at once.</summary>
internal sealed class JpegHuffmanTable
{
    /// <summary>The longest code.</summary>
    public const int MaxLength = 16;

    private const int LookupBits = 8;

    private readonly byte[] _values;
    private readonly int[] _greatest = new int[MaxLength + 1];
    private readonly int[] _offset = new int[MaxLength + 1];

    // Length and value of the code that these bits begin with; length 0 where it is longer.
    private readonly (byte Length, byte Value)[] _lookup = new (byte, byte)[1 << LookupBits];

    /// <summary>From how many codes there are of each length, 1 to 16, and their values in order.</summary>
    public JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        _values = values.ToArray();
        var (code, first) = (0, 0);
        for (var length = 1; length <= MaxLength; length++, code <<= 1)
        {
            var count = counts[length - 1];
            if (code + count > 1 << length) throw new JpegException("a Huffman table has more codes than fit");
            _offset[length] = first - code;
            for (var i = 0; i < count && length <= LookupBits; i++) AddShort(code + i, length, _values[first + i]);
            (code, first) = (code + count, first + count);
            _greatest[length] = count == 0 ? -1 : code - 1;
        }
    }

    /// <summary>Reads a code; its value.</summary>
    public byte Read(ref JpegBits bits)
    {
        var (shortLength, value) = _lookup[bits.Peek(LookupBits)];
        if (shortLength > 0)
        {
            bits.Skip(shortLength);
            return value;
        }

        var all = bits.Peek(MaxLength);
        for (var length = LookupBits + 1; length <= MaxLength; length++)
        {
            var code = all >> (MaxLength - length);
            if (code > _greatest[length]) continue;
            bits.Skip(length);
            return _values[code + _offset[length]];
        }

        throw new JpegException("its data has a code that no table knows");
    }

    private void AddShort(int code, int length, byte value)
    {
        var spare = LookupBits - length;
        for (var i = 0; i < 1 << spare; i++) _lookup[(code << spare) | i] = ((byte)length, value);
    }
}
