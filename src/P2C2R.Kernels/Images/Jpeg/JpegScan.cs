namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>A scan's header (ITU T.81, B.2.3), checked.</summary>
/// <param name="Parts">Its components with their tables.</param>
/// <param name="First">The first coefficient in zig-zag order.</param>
/// <param name="Last">The last one.</param>
/// <param name="High">The bit that the scans before went down to; 0 for the first scan of these coefficients.</param>
/// <param name="Low">The bit that this one goes down to.</param>
internal sealed record JpegScan(IReadOnlyList<JpegScan.Part> Parts, int First, int Last, int High, int Low)
{
    private const int MaxBit = 13;

    /// <summary>A component in a scan.</summary>
    /// <param name="Component">Which.</param>
    /// <param name="Dc">The table of its DC coefficients; null where the scan has none.</param>
    /// <param name="Ac">The table of the others; null where the scan has none.</param>
    internal sealed record Part(JpegComponent Component, JpegHuffmanTable? Dc, JpegHuffmanTable? Ac);

    /// <summary>Reads the header.</summary>
    public static JpegScan Read(ReadOnlySpan<byte> data, JpegFrame frame, JpegHuffmanTable?[] dc, JpegHuffmanTable?[] ac)
    {
        if (data.IsEmpty || data[0] is < 1 or > 4 || data.Length != 4 + (2 * data[0])) throw new JpegException("a scan's header has the wrong length");
        var count = data[0];
        var (first, last, high, low) = (data[^3], data[^2], data[^1] >> 4, data[^1] & 15);
        var fits = frame.IsProgressive
            ? first <= last && last < 64 && (first > 0 || last == 0) && (first == 0 || count == 1) && high <= MaxBit && low <= MaxBit && (high == 0 || high == low + 1)
            : first == 0 && last == 63 && high == 0 && low == 0;
        if (!fits) throw new JpegException("a scan's range of coefficients or bits is not in the standard");
        var (needsDc, needsAc) = (first == 0 && high == 0, last > 0);
        var parts = new List<Part>();
        for (var i = 0; i < count; i++)
        {
            var (id, dcNumber, acNumber) = (data[1 + (2 * i)], data[2 + (2 * i)] >> 4, data[2 + (2 * i)] & 15);
            var component = Array.Find(frame.Components, c => c.Id == id);
            if (component is null || parts.Exists(p => p.Component == component) || dcNumber > 3 || acNumber > 3) throw new JpegException("a scan names components or tables that aren't there");
            var part = new Part(component, needsDc ? dc[dcNumber] : null, needsAc ? ac[acNumber] : null);
            if ((needsDc && part.Dc is null) || (needsAc && part.Ac is null)) throw new JpegException("a Huffman table is missing");
            parts.Add(part);
        }

        return new JpegScan(parts, first, last, high, low);
    }
}
