using System.Buffers.Binary;

namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>Goes through a file's segments (ITU T.81, annex B) and collects what they say.</summary>
/// <param name="maxSide">The greatest width and height to accept.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class JpegSegments(int maxSide, CancellationToken cancellation)
{
    // Real files have about ten; each goes over all blocks.
    private const int MaxScans = 256;

    private readonly ushort[]?[] _quantization = new ushort[]?[4];
    private readonly JpegHuffmanTable?[] _dc = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _ac = new JpegHuffmanTable?[4];
    private JpegFrame? _frame;
    private int _restartInterval;
    private bool _isJfif;
    private byte? _adobeTransform;
    private int _scans;

    /// <summary>Reads the file up to its end marker.</summary>
    public JpegContent Read(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; ;)
        {
            // Any number of 0xFF may stand before a marker.
            if (at >= bytes.Length || bytes[at] != 0xFF) throw new JpegException("it ends too early, or has something between its segments");
            while (at < bytes.Length && bytes[at] == 0xFF) at++;
            if (at >= bytes.Length) throw new JpegException("it ends too early");
            var marker = bytes[at++];
            if (marker == JpegMarker.End) break;
            if (bytes.Length - at < 2) throw new JpegException("it ends too early");
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (length < 2 || length > bytes.Length - at) throw new JpegException("a segment reaches beyond its end");
            var data = bytes.Slice(at + 2, length - 2);
            at += length;
            if (marker == JpegMarker.Scan) at = ReadScan(bytes, data, at);
            else Take(marker, data, bytes.Length);
        }

        if (_frame is null || _scans == 0) throw new JpegException("there is no picture in it");
        return new JpegContent(_frame, _isJfif, _adobeTransform);
    }

    private void Take(byte marker, ReadOnlySpan<byte> data, int fileLength)
    {
        switch (marker)
        {
            case JpegMarker.HuffmanTables:
                TakeHuffmanTables(data);
                break;
            case JpegMarker.QuantizationTables:
                TakeQuantizationTables(data);
                break;
            case JpegMarker.RestartInterval:
                if (data.Length != 2) throw new JpegException("its restart interval has the wrong length");
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(data);
                break;
            case JpegMarker.Application0:
                _isJfif |= data.StartsWith("JFIF\0"u8);
                break;
            case JpegMarker.Application14:
                if (data.Length >= 12 && data.StartsWith("Adobe"u8)) _adobeTransform = data[11];
                break;
            case JpegMarker.Arithmetic or JpegMarker.Reserved:
                throw new JpegException("it is arithmetically coded; save it as baseline or progressive");
            case >= JpegMarker.Baseline and <= JpegMarker.LastFrame:
                if (_frame is not null) throw new JpegException("it has two frames");
                _frame = JpegFrame.Read(marker, data, maxSide, fileLength);
                break;
        }
    }

    private void TakeHuffmanTables(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (data.Length < 1 + JpegHuffmanTable.MaxLength) throw new JpegException("a Huffman table is too short");
            var (group, number) = (data[0] >> 4, data[0] & 15);
            var counts = data.Slice(1, JpegHuffmanTable.MaxLength);
            var values = 0;
            foreach (var count in counts) values += count;
            data = data[(1 + JpegHuffmanTable.MaxLength)..];
            if (group > 1 || number > 3 || values > 256 || values > data.Length) throw new JpegException("a Huffman table is not in the standard");
            (group == 0 ? _dc : _ac)[number] = new JpegHuffmanTable(counts, data[..values]);
            data = data[values..];
        }
    }

    private void TakeQuantizationTables(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var (isWide, number) = (data[0] >> 4, data[0] & 15);
            var size = isWide == 1 ? 128 : 64;
            if (isWide > 1 || number > 3 || data.Length < 1 + size) throw new JpegException("a quantization table is not in the standard");
            var table = new ushort[64];
            for (var i = 0; i < 64; i++) table[JpegZigZag.Natural[i]] = isWide == 1 ? BinaryPrimitives.ReadUInt16BigEndian(data[(1 + (2 * i))..]) : data[1 + i];
            _quantization[number] = table;
            data = data[(1 + size)..];
        }
    }

    private int ReadScan(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> header, int start)
    {
        if (_frame is null) throw new JpegException("a scan comes before the frame");
        if (++_scans > MaxScans) throw new JpegException($"it has more than {MaxScans} scans; save it again");
        var scan = JpegScan.Read(header, _frame, _dc, _ac);
        foreach (var part in scan.Parts) part.Component.Table ??= _quantization[part.Component.Quantization] ?? throw new JpegException("a quantization table is missing");
        var bits = new JpegBits(bytes, start);
        new JpegScanDecoder(_frame, scan, _restartInterval).Decode(ref bits, cancellation);
        return bits.MarkerAt();
    }
}
