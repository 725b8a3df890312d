using System.Buffers.Binary;

namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>A frame's header (ITU T.81, B.2.2) with its components.</summary>
internal sealed class JpegFrame
{
    private const int MaxFactor = 4;

    // A baseline block has at least a bit for its DC and one for its end; a progressive one at least a bit in the DC's first scan.
    private const int MostBlocksPerByte = 8;

    private JpegFrame(int width, int height, bool isProgressive, JpegComponent[] components)
    {
        (Width, Height, IsProgressive, Components) = (width, height, isProgressive, components);
        (MostHorizontal, MostVertical) = (components.Max(static c => c.Horizontal), components.Max(static c => c.Vertical));
        foreach (var component in components) component.Size(width, height, MostHorizontal, MostVertical);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Whether its coefficients come bit by bit in several scans.</summary>
    public bool IsProgressive { get; }

    /// <summary>One or three.</summary>
    public JpegComponent[] Components { get; }

    /// <summary>The greatest horizontal sampling factor.</summary>
    public int MostHorizontal { get; }

    /// <summary>The greatest vertical one.</summary>
    public int MostVertical { get; }

    /// <summary>Reads the header; takes memory only where the file is long enough for that many blocks.</summary>
    public static JpegFrame Read(byte marker, ReadOnlySpan<byte> data, int maxSide, int fileLength)
    {
        if (marker is not (JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive)) throw new JpegException("it is lossless, hierarchical or arithmetically coded; save it as baseline or progressive");
        if (data.Length < 6) throw new JpegException("its frame's header is too short");
        var (height, width, count) = (BinaryPrimitives.ReadUInt16BigEndian(data[1..]), BinaryPrimitives.ReadUInt16BigEndian(data[3..]), data[5]);
        if (data[0] != 8) throw new JpegException($"it has {data[0]} bits a sample; 8 can be read");
        if (height == 0) throw new JpegException("its height is not in its header; save it again");
        if (width == 0 || width > maxSide || height > maxSide) throw new JpegException($"it has {width} x {height} pixels; 1 x 1 to {maxSide} x {maxSide} are allowed, scale it down");
        if (count is not (1 or 3)) throw new JpegException($"it has {count} components; 1 (grey) and 3 (colours) can be read, save it as RGB");
        if (data.Length != 6 + (3 * count)) throw new JpegException("its frame's header has the wrong length");
        var components = new JpegComponent[count];
        for (var i = 0; i < count; i++) components[i] = ReadComponent(data.Slice(6 + (3 * i), 3), components.AsSpan(0, i), count);
        var frame = new JpegFrame(width, height, marker == JpegMarker.Progressive, components);
        var blocks = components.Sum(static c => (long)c.BlocksWide * c.BlocksHigh);
        if (blocks / MostBlocksPerByte > fileLength) throw new JpegException($"its {fileLength} bytes can't hold {width} x {height} pixels");
        foreach (var component in components) component.Allocate();
        return frame;
    }

    private static JpegComponent ReadComponent(ReadOnlySpan<byte> data, ReadOnlySpan<JpegComponent> earlier, int count)
    {
        var (horizontal, vertical) = (data[1] >> 4, data[1] & 15);
        if (horizontal is < 1 or > MaxFactor || vertical is < 1 or > MaxFactor || data[2] > 3) throw new JpegException("a component's sampling factors or table are not in the standard");
        foreach (var other in earlier)
        {
            if (other.Id == data[0]) throw new JpegException("two of its components have one name");
        }

        // Of one component the factors have no meaning: its scans aren't interleaved.
        return count == 1 ? new JpegComponent(data[0], 1, 1, data[2]) : new JpegComponent(data[0], horizontal, vertical, data[2]);
    }
}
