using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using P2C2R.Kernels.Images.Exr;

namespace P2C2R.Tests.Kernels.Images.Exr;

public sealed class ExrTests
{
    [Theory]
    [InlineData(ExrCompression.None)]
    [InlineData(ExrCompression.Zip)]
    public void Channels_come_back_exactly(ExrCompression compression)
    {
        var (width, height) = (37, 35);
        var rgb = new float[width * height * 3];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = i % 7 == 0 ? 0 : (i - 300) * 0.37f;
        var depth = Enumerable.Range(0, width * height).Select(static i => (float)i).ToArray();
        var memory = new MemoryStream();
        ExrWriter.Write(memory, width, height, [new("R", rgb, 0, 3), new("G", rgb, 1, 3), new("B", rgb, 2, 3), new("depth.Z", depth)], compression);
        var read = Read(memory.ToArray());
        Assert.Equal(["B", "G", "R", "depth.Z"], read.Names);
        for (var i = 0; i < width * height; i++)
        {
            Assert.Equal([rgb[(3 * i) + 2], rgb[(3 * i) + 1], rgb[3 * i], depth[i]], read.Samples.Select(s => s[i]));
        }
    }

    [Fact]
    public void Too_few_samples_are_misuse() =>
        Assert.Throws<ArgumentException>(() => ExrWriter.Write(Stream.Null, 4, 4, [new("R", new float[15])], ExrCompression.None));

    /// <summary>The file layout's document, read backwards.</summary>
    private static (List<string> Names, List<float[]> Samples) Read(byte[] file)
    {
        Assert.Equal(20000630, BinaryPrimitives.ReadInt32LittleEndian(file));
        Assert.Equal(2, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        var at = 8;
        var attributes = new Dictionary<string, byte[]>();
        while (file[at] != 0)
        {
            var name = Text(file, ref at);
            _ = Text(file, ref at);
            var size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
            attributes[name] = file[(at + 4)..(at + 4 + size)];
            at += 4 + size;
        }

        at++;
        var names = new List<string>();
        for (var c = 0; attributes["channels"][c] != 0; c += 16) names.Add(Text(attributes["channels"], ref c));
        var (right, bottom) = (BinaryPrimitives.ReadInt32LittleEndian(attributes["dataWindow"].AsSpan(8)), BinaryPrimitives.ReadInt32LittleEndian(attributes["dataWindow"].AsSpan(12)));
        return (names, Rows(file, at, right + 1, bottom + 1, names.Count, attributes["compression"][0] == 3));
    }

    private static List<float[]> Rows(byte[] file, int table, int width, int height, int channels, bool isZip)
    {
        var samples = Enumerable.Range(0, channels).Select(_ => new float[width * height]).ToList();
        var rowsPerBlock = isZip ? 16 : 1;
        for (var block = 0; block * rowsPerBlock < height; block++)
        {
            var offset = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(table + (8 * block)));
            var first = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset));
            var bytes = file[(offset + 8)..(offset + 8 + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset + 4)))];
            var rows = Math.Min(rowsPerBlock, height - first);
            Assert.Equal(block * rowsPerBlock, first);
            if (bytes.Length != rows * width * channels * 4) bytes = Unzip(bytes);
            for (var i = 0; i < rows * width * channels; i++)
            {
                var (row, channel, x) = (i / (width * channels), i / width % channels, i % width);
                samples[channel][((first + row) * width) + x] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i));
            }
        }

        return samples;
    }

    private static byte[] Unzip(byte[] bytes)
    {
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var memory = new MemoryStream();
        zlib.CopyTo(memory);
        var sorted = memory.ToArray();
        for (var i = 1; i < sorted.Length; i++) sorted[i] = (byte)(sorted[i] + sorted[i - 1] - 128);
        return [.. Enumerable.Range(0, sorted.Length).Select(i => sorted[(i / 2) + (i % 2 == 0 ? 0 : (sorted.Length + 1) / 2)])];
    }

    private static string Text(byte[] bytes, ref int at)
    {
        var end = Array.IndexOf(bytes, (byte)0, at);
        var text = Encoding.ASCII.GetString(bytes, at, end - at);
        at = end + 1;
        return text;
    }
}
