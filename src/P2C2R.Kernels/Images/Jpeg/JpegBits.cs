namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>The bits of a scan (ITU T.81, F.2.2.5): 0xFF is followed by a 0 that doesn't count, or is a marker, which ends them.</summary>
/// <param name="bytes">The file.</param>
/// <param name="start">Where the bits begin.</param>
internal ref struct JpegBits(ReadOnlySpan<byte> bytes, int start)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at = start;
    private ulong _held;
    private int _count;

    // Zeros behind the last bit, so that codes can be peeked at; reading them is an error.
    private int _padding;

    /// <summary>The next bits, without taking them.</summary>
    /// <param name="count">1 to 16.</param>
    public int Peek(int count)
    {
        if (_count < count) Fill();
        return (int)(_held >> (64 - count));
    }

    /// <summary>Takes bits that were peeked at.</summary>
    public void Skip(int count)
    {
        _held <<= count;
        _count -= count;
        if (_count < _padding) throw new JpegException("its data ends too early");
    }

    /// <summary>Takes bits.</summary>
    /// <param name="count">0 to 16.</param>
    public int Take(int count)
    {
        if (count == 0) return 0;
        var value = Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>Takes bits as T.81 codes differences (F.2.2.1, EXTEND): the lower half of their range is negative.</summary>
    public int TakeSigned(int count)
    {
        if (count == 0) return 0;
        var value = Take(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Drops what is left of the current byte and goes behind a restart marker.</summary>
    /// <param name="marker">Which one it must be.</param>
    public void Restart(byte marker)
    {
        _at = MarkerAt();
        if (_at + 2 > _bytes.Length || _bytes[_at + 1] != marker) throw new JpegException("a restart marker is missing");
        (_at, _held, _count, _padding) = (_at + 2, 0, 0, 0);
    }

    /// <summary>Where the next marker stands: 0xFF and neither 0 nor another 0xFF behind; the file's length where there is none.</summary>
    public readonly int MarkerAt()
    {
        // Bytes that were taken ahead are data, never markers.
        for (var at = _at; at + 1 < _bytes.Length; at++)
        {
            if (_bytes[at] == 0xFF && _bytes[at + 1] is not (0 or 0xFF)) return at;
        }

        return _bytes.Length;
    }

    private void Fill()
    {
        while (_count <= 56)
        {
            var value = Next();
            if (value < 0)
            {
                _padding += 8;
                value = 0;
            }

            _held |= (ulong)value << (56 - _count);
            _count += 8;
        }
    }

    /// <summary>The next byte of data; -1 at a marker or at the file's end.</summary>
    private int Next()
    {
        if (_at >= _bytes.Length) return -1;
        var value = _bytes[_at];
        if (value != 0xFF)
        {
            _at++;
            return value;
        }

        if (_at + 1 >= _bytes.Length || _bytes[_at + 1] != 0) return -1;
        _at += 2;
        return value;
    }
}
