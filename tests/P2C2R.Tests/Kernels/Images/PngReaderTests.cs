using P2C2R.Kernels;
using P2C2R.Kernels.Images;

namespace P2C2R.Tests.Kernels.Images;

public sealed class PngReaderTests
{
    public static TheoryData<int, int, bool> Kinds()
    {
        var data = new TheoryData<int, int, bool>();
        foreach (var (color, depths) in ((int, int[])[])[(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])])
        {
            foreach (var depth in depths)
            {
                data.Add(color, depth, false);
                data.Add(color, depth, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_picture_comes_back_sample_by_sample(int color, int depth, bool interlaced)
    {
        foreach (var (width, height) in ((int, int)[])[(1, 1), (3, 2), (4, 5), (13, 9), (33, 17)])
        {
            var random = new Random((width * 1000) + (color * 100) + depth);
            var encoder = MakeRandom(width, height, color, depth, interlaced, random);
            var image = PngReader.Read(encoder.Encode(), "any.png", 64);
            var stored = depth == 16 ? 16 : 8;
            Assert.Equal((width, height, stored, color == 3 ? 3 : encoder.Channels), (image.Width, image.Height, image.BitDepth, image.Channels));
            for (var i = 0; i < image.Samples.Length; i++)
            {
                var (x, y, c) = (i / image.Channels % width, i / image.Channels / width, i % image.Channels);
                var expected = color == 3 ? (long)encoder.Palette![(3 * encoder.Sample(x, y, 0)) + c] : (long)encoder.Sample(x, y, c) * image.MaxSample / ((1 << depth) - 1);
                Assert.Equal(expected, image.Samples[i]);
            }
        }
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 8)]
    [InlineData(0, 16)]
    public void A_transparent_colour_becomes_alpha(int color, int depth)
    {
        var random = new Random(depth);
        var samples = Enumerable.Range(0, 3 * 64).Select(_ => random.Next(2)).ToArray();
        var channels = color == 2 ? 3 : 1;
        var encoder = new PngEncoder(8, 8, depth, color)
        {
            Sample = (x, y, c) => samples[(((y * 8) + x) * 3) + c],
            Transparency = [.. Enumerable.Repeat<byte[]>([0, 1], channels).SelectMany(static v => v)],
        };
        var image = PngReader.Read(encoder.Encode(), "any.png", 64);
        Assert.Equal(channels + 1, image.Channels);
        for (var i = 0; i < 64; i++)
        {
            var isTransparent = Enumerable.Range(0, channels).All(c => samples[(i * 3) + c] == 1);
            Assert.Equal(isTransparent ? 0 : image.MaxSample, image.Samples[(i * image.Channels) + channels]);
        }
    }

    [Fact]
    public void A_palette_may_have_alphas()
    {
        var encoder = new PngEncoder(3, 1, 2, 3) { Sample = static (x, _, _) => x, Palette = [1, 2, 3, 4, 5, 6, 7, 8, 9], Transparency = [0, 77] };
        var image = PngReader.Read(encoder.Encode(), "any.png", 64);
        Assert.Equal([(1, 2, 3, 0), (4, 5, 6, 77), (7, 8, 9, 255)], Enumerable.Range(0, 3).Select(x => image.Rgba(x, 0)).Select(static p => ((int)p.R, (int)p.G, (int)p.B, (int)p.A)));
    }

    [Fact]
    public void What_the_writer_writes_is_read()
    {
        var random = new Random(5);
        var rgb = new byte[3 * 37 * 21];
        random.NextBytes(rgb);
        var file = new MemoryStream();
        PngWriter.Write(file, 37, 21, rgb);
        Assert.Equal(rgb.Select(static b => (ushort)b), PngReader.Read(file.ToArray(), "any.png", 64).Samples);
    }

    [Theory]
    [InlineData(65, 1, 64, "65 x 1 pixels; 1 x 1 to 64 x 64 are allowed")]
    [InlineData(0, 5, 64, "0 x 5 pixels")]
    [InlineData(int.MaxValue, int.MaxValue, 16384, "2147483647 x 2147483647 pixels")]
    [InlineData(16384, 16384, 16384, "can't hold 16384 x 16384 pixels")]
    public void Sizes_are_checked_before_anything_is_allocated(int width, int height, int maxSide, string message)
    {
        var file = new MemoryStream();
        file.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        PngEncoder.WriteChunk(file, "IHDR", [.. BitConverter.GetBytes(width).Reverse(), .. BitConverter.GetBytes(height).Reverse(), 16, 6, 0, 0, 0]);
        PngEncoder.WriteChunk(file, "IDAT", new byte[100]);
        PngEncoder.WriteChunk(file, "IEND", []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var wrong = Assert.Throws<InputException>(() => PngReader.Read(file.ToArray(), "big.png", maxSide));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.StartsWith("big.png: not a readable PNG: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GIF89a", "does not begin as a PNG does")]
    [InlineData("", "does not begin as a PNG does")]
    [InlineData("\u0089PNG\r\n\u001a\n", "ends too early")]
    public void What_is_no_picture_is_said(string text, string message)
    {
        var wrong = Assert.Throws<InputException>(() => PngReader.Read(System.Text.Encoding.Latin1.GetBytes(text), "x.png", 64));
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_an_error_whatever_byte_is_wrong()
    {
        var good = MakeRandom(13, 9, 6, 8, true, new Random(1)).Encode();
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 0x10;
            Assert.Throws<InputException>(() => PngReader.Read(bad, "x.png", 64));
            Assert.Throws<InputException>(() => PngReader.Read(good.AsSpan(0, i), "x.png", 64));
        }
    }

    /// <summary>Mutated with checksums put right, so that the mutation reaches every part of the reader.</summary>
    [Fact]
    public void Mutated_files_are_read_or_refused_and_never_throw_anything_else()
    {
        var random = new Random(20_251_121);
        var read = 0;
        for (var round = 0; round < 6_000; round++)
        {
            var (color, depth) = ((int, int)[])[(0, 1), (0, 16), (2, 8), (3, 4), (3, 8), (4, 8), (6, 16)] is var kinds ? kinds[random.Next(kinds.Length)] : default;
            var file = Mutate(MakeRandom(random.Next(1, 20), random.Next(1, 20), color, depth, random.Next(2) == 0, random).Encode(), random);
            try
            {
                PngReader.Read(file, "x.png", 32);
                read++;
            }
            catch (InputException)
            {
                // Refused, as it may be.
            }
        }

        Assert.InRange(read, 100, 5_900);
    }

    private static PngEncoder MakeRandom(int width, int height, int color, int depth, bool interlaced, Random random)
    {
        var colors = 1 << depth;
        var palette = new byte[color == 3 ? 3 * colors : 0];
        random.NextBytes(palette);
        var samples = Enumerable.Range(0, width * height * 4).Select(_ => random.Next(1 << depth)).ToArray();
        return new PngEncoder(width, height, depth, color)
        {
            Sample = (x, y, c) => samples[(((y * width) + x) * 4) + c],
            Palette = color == 3 ? palette : null,
            Interlaced = interlaced,
            Filter = y => (y + width) % 5,
            ChunkSize = random.Next(10, 200),
        };
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        var mutated = new MemoryStream();
        mutated.Write(file, 0, 8);
        for (var at = 8; at < file.Length;)
        {
            var length = BitConverter.ToInt32([.. file[at..(at + 4)].Reverse()]);
            var type = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            var data = file[(at + 8)..(at + 8 + length)];
            if (data.Length > 0 && random.Next(4) == 0) data[random.Next(data.Length)] = (byte)random.Next(256);
            if (random.Next(40) == 0) data = data[..random.Next(data.Length + 1)];
            if (random.Next(60) != 0) PngEncoder.WriteChunk(mutated, random.Next(60) == 0 ? "PLTE" : type, data);
            if (random.Next(60) == 0) PngEncoder.WriteChunk(mutated, type, data);
            at += 12 + length;
        }

        return mutated.ToArray();
    }
}
