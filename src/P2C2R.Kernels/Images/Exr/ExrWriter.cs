using System.Buffers.Binary;
using System.Text;

namespace P2C2R.Kernels.Images.Exr;

/// <summary>
/// Writes OpenEXR pictures (Academy Software Foundation, "OpenEXR File Layout"): one part of rows, any number of 32-bit float
/// channels. Made from canonical floats; not what is hashed.
/// </summary>
public static class ExrWriter
{
    private const int Magic = 20000630;
    private const int Version = 2;
    private const int FloatType = 2;
    private const int MaxName = 31;

    /// <summary>Writes a picture.</summary>
    /// <param name="destination">Where to; only sequential writes.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">At least one, with different names.</param>
    /// <param name="compression">How to pack.</param>
    public static void Write(Stream destination, int width, int height, IReadOnlyList<ExrChannel> channels, ExrCompression compression)
    {
        // The format wants channels in the order of their names.
        var sorted = channels.OrderBy(static c => c.Name, StringComparer.Ordinal).ToArray();
        foreach (var channel in sorted) Check(channel, width * height);
        var header = Header(width, height, sorted, compression);
        var rowsPerBlock = compression == ExrCompression.Zip ? 16 : 1;
        var blocks = new List<byte[]>();
        for (var y = 0; y < height; y += rowsPerBlock) blocks.Add(ExrBlock.Pack(sorted, width, y, Math.Min(rowsPerBlock, height - y), compression));
        destination.Write(header);
        WriteOffsets(destination, header.Length, blocks);
        var number = new byte[4];
        for (var i = 0; i < blocks.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, i * rowsPerBlock);
            destination.Write(number);
            BinaryPrimitives.WriteInt32LittleEndian(number, blocks[i].Length);
            destination.Write(number);
            destination.Write(blocks[i]);
        }
    }

    private static void Check(ExrChannel channel, int pixels)
    {
        if (channel.Name.Length is 0 or > MaxName || !Ascii.IsValid(channel.Name)) throw new ArgumentException($"a channel's name has 1 to {MaxName} ASCII characters, not '{channel.Name}'", nameof(channel));
        if (channel.First + ((pixels - 1L) * channel.Step) >= channel.Samples.Length) throw new ArgumentException($"{channel.Name}: too few samples", nameof(channel));
    }

    private static void WriteOffsets(Stream destination, int headerLength, List<byte[]> blocks)
    {
        var offset = headerLength + (8L * blocks.Count);
        var number = new byte[8];
        foreach (var block in blocks)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, offset);
            destination.Write(number);
            offset += 8 + block.Length;
        }
    }

    private static byte[] Header(int width, int height, ExrChannel[] channels, ExrCompression compression)
    {
        var bytes = new List<byte>([.. Integers(Magic, Version)]);
        var list = channels.SelectMany(static c => (byte[])[.. Encoding.ASCII.GetBytes(c.Name), 0, .. Integers(FloatType, 0, 1, 1)]);
        byte[] window = Integers(0, 0, width - 1, height - 1);
        var one = Integers(BitConverter.SingleToInt32Bits(1));
        Attribute(bytes, "channels", "chlist", [.. list, 0]);
        Attribute(bytes, "compression", "compression", [(byte)compression]);
        Attribute(bytes, "dataWindow", "box2i", window);
        Attribute(bytes, "displayWindow", "box2i", window);
        Attribute(bytes, "lineOrder", "lineOrder", [0]);
        Attribute(bytes, "pixelAspectRatio", "float", one);
        Attribute(bytes, "screenWindowCenter", "v2f", Integers(0, 0));
        Attribute(bytes, "screenWindowWidth", "float", one);
        bytes.Add(0);
        return [.. bytes];
    }

    private static void Attribute(List<byte> bytes, string name, string type, byte[] value) =>
        bytes.AddRange([.. Encoding.ASCII.GetBytes(name), 0, .. Encoding.ASCII.GetBytes(type), 0, .. Integers(value.Length), .. value]);

    private static byte[] Integers(params ReadOnlySpan<int> values)
    {
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
