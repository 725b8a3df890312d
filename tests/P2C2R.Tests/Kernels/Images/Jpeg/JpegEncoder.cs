namespace P2C2R.Tests.Kernels.Images.Jpeg;

/// <summary>Writes small JPEGs by the standard's formulas in floating point: the inverse of what is tested. Tables are flat: DC codes of 4 bits, AC codes of 9.</summary>
internal sealed class JpegEncoder
{
    private static readonly byte[] Order =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private readonly List<byte> _bytes = [0xFF, 0xD8];
    private int _held;
    private int _count;

    public int RestartInterval { get; init; }

    public bool IsProgressive { get; init; }

    /// <summary>Adobe's transform; null leaves the marker out.</summary>
    public byte? Adobe { get; init; }

    /// <summary>Planes of whole blocks without subsampling, one or three.</summary>
    public byte[] Encode(int width, int height, params byte[][] planes)
    {
        if (Adobe is { } transform) Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        Segment(IsProgressive ? (byte)0xC2 : (byte)0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)planes.Length, .. planes.SelectMany(static (_, i) => (byte[])[(byte)(i + 1), 0x11, 0])]);
        Segment(0xC4, [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(static i => (byte)i)]);
        Segment(0xC4, [0x10, 0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 255).Select(static i => (byte)i)]);
        if (RestartInterval > 0) Segment(0xDD, [0, (byte)RestartInterval]);
        var blocks = planes.Select(p => Blocks(p, width, height)).ToArray();
        if (IsProgressive) WriteProgressive(blocks);
        else WriteScan(blocks, [.. Enumerable.Range(0, planes.Length)], 0, 63, 0, 0);
        _bytes.AddRange([0xFF, 0xD9]);
        return [.. _bytes];
    }

    private void WriteProgressive(int[][][] blocks)
    {
        int[] all = [.. Enumerable.Range(0, blocks.Length)];
        WriteScan(blocks, all, 0, 0, 0, 1);
        foreach (var plane in all) WriteScan(blocks, [plane], 1, 63, 0, 1);
        WriteScan(blocks, all, 0, 0, 1, 0);
        foreach (var plane in all) WriteScan(blocks, [plane], 1, 63, 1, 0);
    }

    private void WriteScan(int[][][] blocks, int[] planes, int first, int last, int high, int low)
    {
        Segment(0xDA, [(byte)planes.Length, .. planes.SelectMany(static p => (byte[])[(byte)(p + 1), 0]), (byte)first, (byte)last, (byte)((high << 4) | low)]);
        var previous = new int[blocks.Length];
        for (var unit = 0; unit < blocks[0].Length; unit++)
        {
            if (RestartInterval > 0 && unit > 0 && unit % RestartInterval == 0)
            {
                Flush();
                _bytes.AddRange([0xFF, (byte)(0xD0 + (((unit / RestartInterval) - 1) % 8))]);
                Array.Clear(previous);
            }

            foreach (var plane in planes) WriteBlock(blocks[plane][unit], ref previous[plane], first, last, high, low);
        }

        Flush();
    }

    private void WriteBlock(int[] block, ref int previous, int first, int last, int high, int low)
    {
        if (first == 0 && high > 0) Put(block[0] & 1, 1);
        if (first == 0 && high == 0)
        {
            var value = block[0] >> low;
            Put(SizeOf(value - previous), 4);
            PutSigned(value - previous);
            previous = value;
        }

        if (last > 0 && high == 0) WriteCoefficients(block, Math.Max(1, first), last, low);
        if (last > 0 && high > 0) WriteRefinement(block, first, last);
    }

    private void WriteCoefficients(int[] block, int first, int last, int low)
    {
        var zeros = 0;
        for (var k = first; k <= last; k++)
        {
            var value = block[Order[k]] / (1 << low);
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16) Put(0xF0, 9);
            Put((zeros << 4) | SizeOf(value), 9);
            PutSigned(value);
            zeros = 0;
        }

        if (zeros > 0) Put(0, 9);
    }

    /// <summary>G.1.2.3 for the last bit, each block ended by itself.</summary>
    private void WriteRefinement(int[] block, int first, int last)
    {
        var (zeros, corrections) = (0, new List<int>());
        var end = last;
        while (end >= first && Math.Abs(block[Order[end]]) != 1) end--;
        for (var k = first; k <= last; k++)
        {
            var value = block[Order[k]];
            if (Math.Abs(value) > 1) corrections.Add(Math.Abs(value) & 1);
            if (Math.Abs(value) > 1 || k > end) continue;
            if (value == 0)
            {
                zeros++;
                if (zeros == 16)
                {
                    Put(0xF0, 9);
                    foreach (var bit in corrections) Put(bit, 1);
                    (zeros, corrections) = (0, []);
                }

                continue;
            }

            Put((zeros << 4) | 1, 9);
            Put(value > 0 ? 1 : 0, 1);
            foreach (var bit in corrections) Put(bit, 1);
            (zeros, corrections) = (0, []);
        }

        if (end == last) return;
        Put(0, 9);
        foreach (var bit in corrections) Put(bit, 1);
    }

    private static int[][] Blocks(byte[] plane, int width, int height)
    {
        var (wide, high) = ((width + 7) / 8, (height + 7) / 8);
        return [.. Enumerable.Range(0, wide * high).Select(b => Transform((x, y) => plane[(Math.Min(height - 1, (b / wide * 8) + y) * width) + Math.Min(width - 1, (b % wide * 8) + x)] - 128))];
    }

    private static int[] Transform(Func<int, int, int> sample)
    {
        var block = new int[64];
        for (var i = 0; i < 64; i++)
        {
            var (v, u, sum) = (i / 8, i % 8, 0.0);
            for (var y = 0; y < 8; y++)
            {
                for (var x = 0; x < 8; x++) sum += sample(x, y) * Math.Cos(((2 * x) + 1) * u * Math.PI / 16) * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
            }

            block[i] = (int)Math.Round(sum / 4 * (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1), MidpointRounding.AwayFromZero);
        }

        return block;
    }

    private static int SizeOf(int value)
    {
        var size = 0;
        for (value = Math.Abs(value); value > 0; value >>= 1) size++;
        return size;
    }

    private void PutSigned(int value)
    {
        var size = SizeOf(value);
        Put(value < 0 ? value + (1 << size) - 1 : value, size);
    }

    private void Put(int value, int bits)
    {
        for (var i = bits - 1; i >= 0; i--)
        {
            _held = (_held << 1) | ((value >> i) & 1);
            if (++_count == 8) PutByte();
        }
    }

    private void Flush()
    {
        while (_count != 0) Put(1, 1);
    }

    private void PutByte()
    {
        _bytes.Add((byte)_held);
        if ((byte)_held == 0xFF) _bytes.Add(0);
        (_held, _count) = (0, 0);
    }

    private void Segment(byte marker, byte[] data) => _bytes.AddRange([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data]);
}
