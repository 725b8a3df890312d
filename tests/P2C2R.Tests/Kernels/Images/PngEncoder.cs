using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace P2C2R.Tests.Kernels.Images;

/// <summary>
/// Makes PNG files of every kind from samples: written from the standard's text, sample by sample, and sharing nothing with
/// the reader under test. Its checksum is the bitwise one, its filters look back through functions rather than rows.
/// </summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
/// <param name="depth">Bits of a sample.</param>
/// <param name="colorType">0, 2, 3, 4 or 6.</param>
internal sealed class PngEncoder(int width, int height, int depth, int colorType)
{
    public Func<int, int, int, int> Sample { get; init; } = static (_, _, _) => 0;

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    public bool Interlaced { get; init; }

    /// <summary>The filter of each row, 0 to 4.</summary>
    public Func<int, int> Filter { get; init; } = static _ => 0;

    /// <summary>Bytes of an IDAT chunk.</summary>
    public int ChunkSize { get; init; } = int.MaxValue;

    public int Channels => colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public byte[] Encode()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colorType, (byte)(Interlaced ? 1 : 0));
        var file = new MemoryStream();
        file.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "tEXt", "Comment\0made by a test"u8.ToArray());
        if (Palette is not null) WriteChunk(file, "PLTE", Palette);
        if (Transparency is not null) WriteChunk(file, "tRNS", Transparency);
        foreach (var part in Compress().Chunk(ChunkSize)) WriteChunk(file, "IDAT", part);
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void WriteChunk(Stream file, string type, byte[] data)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(content);
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }

    private byte[] Compress()
    {
        var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            if (!Interlaced) WritePass(zlib, [.. Enumerable.Range(0, width)], [.. Enumerable.Range(0, height)]);
            for (var pass = 1; Interlaced && pass <= 7; pass++)
            {
                WritePass(zlib, [.. Enumerable.Range(0, width).Where(x => Enumerable.Range(0, height).Any(y => PassOf(x, y) == pass))], [.. Enumerable.Range(0, height).Where(y => Enumerable.Range(0, width).Any(x => PassOf(x, y) == pass))]);
            }
        }

        return memory.ToArray();
    }

    /// <summary>The 8 x 8 pattern as the standard prints it.</summary>
    private static int PassOf(int x, int y) => "1646264677777777565656567777777736463646777777775656565677777777"[((y & 7) * 8) + (x & 7)] - '0';

    private void WritePass(Stream zlib, int[] columns, int[] rows)
    {
        byte[] above = [];
        foreach (var y in rows)
        {
            var row = Pack(columns, y);
            var prior = above;
            var distance = Math.Max(1, Channels * depth / 8);
            int Left(int i) => i < distance ? 0 : row[i - distance];
            int Above(int i) => prior.Length == 0 ? 0 : prior[i];
            int Corner(int i) => i < distance ? 0 : Above(i - distance);
            var filter = Filter(y);
            zlib.WriteByte((byte)filter);
            for (var i = 0; i < row.Length; i++)
            {
                zlib.WriteByte((byte)(row[i] - filter switch { 0 => 0, 1 => Left(i), 2 => Above(i), 3 => (Left(i) + Above(i)) / 2, _ => Paeth(Left(i), Above(i), Corner(i)) }));
            }

            above = row;
        }
    }

    private byte[] Pack(int[] columns, int y)
    {
        var bits = new StringBuilder();
        foreach (var x in columns)
        {
            for (var c = 0; c < Channels; c++) bits.Append(Convert.ToString(Sample(x, y, c), 2).PadLeft(depth, '0'));
        }

        while (bits.Length % 8 != 0) bits.Append('0');
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.ToString(8 * i, 8), 2))];
    }

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
