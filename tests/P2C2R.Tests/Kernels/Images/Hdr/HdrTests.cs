using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Images.Hdr;

namespace P2C2R.Tests.Kernels.Images.Hdr;

public sealed class HdrTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 2)]
    [InlineData(300, 5)]
    [InlineData(33_000, 1)]
    public void Values_come_back_within_half_a_step_of_the_greatest_component(int width, int height)
    {
        var random = new Random(width);
        var rgb = new float[width * height * 3];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = i % 50 < 20 ? 0.25f : MathF.Pow(2, random.Next(-20, 20)) * random.NextSingle();
        var read = HdrReader.Read(Write(width, height, rgb), "x.hdr", 1 << 20);
        Assert.Equal((width, height), (read.Width, read.Height));
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var step = Math.Max(rgb[i], Math.Max(rgb[i + 1], rgb[i + 2])) / 128;
            for (var c = 0; c < 3; c++) Assert.InRange(read.Rgb[i + c], rgb[i + c] - (step * 0.501f), rgb[i + c] + (step * 0.501f));
        }
    }

    /// <summary>Bytes by the paper's formula: 1, 0.5, 0.25 is 128, 64, 32 with the exponent 1 + 128.</summary>
    [Fact]
    public void Pixels_are_the_papers()
    {
        Assert.Equal([128, 64, 32, 129], Pixel(1, 0.5f, 0.25f));
        Assert.Equal([0, 0, 0, 0], Pixel(0, -1, float.NaN));
        Assert.Equal([255, 255, 0, 255], Pixel(float.PositiveInfinity, float.MaxValue, 1));
        Assert.Equal([128, 128, 128, 129], Pixel(0.9999f, 0.9999f, 0.9999f));
        Assert.Equal([0, 0, 0, 0], Pixel(1e-44f, 0, 0));
    }

    [Fact]
    public void Rows_of_the_older_encoding_and_exposures_are_read()
    {
        byte[] file = [.. "#?RADIANCE\n# a comment\nEXPOSURE=2\nEXPOSURE= 2\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 300\n"u8, 128, 64, 32, 129, 1, 1, 1, 43, 1, 1, 1, 1];
        var read = HdrReader.Read(file, "x.hdr", 1 << 20);
        Assert.Equal([0.25f, 0.125f, 0.0625f], read.Rgb[^3..]);
    }

    [Theory]
    [InlineData("-Y 60000 +X 60000", "can't hold")]
    [InlineData("-Y 100000 +X 100000", "scale it down")]
    [InlineData("+Y 1 +X 1", "rows from the top")]
    [InlineData("-Y 0 +X 1", "positive")]
    [InlineData("-Y 2 +X 9", "ends too early")]
    public void Wrong_files_are_refused(string size, string message)
    {
        var file = Encoding.ASCII.GetBytes($"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n{size}\n");
        var error = Assert.Throws<InputException>(() => HdrReader.Read(file, "x.hdr", 1L << 32));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        var random = new Random(9);
        var original = Write(20, 6, [.. Enumerable.Range(0, 360).Select(static i => i / 100f)]);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = original.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "0123456789-+XY \n"[random.Next(16)]);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                Assert.All(HdrReader.Read(bytes, "x.hdr", 1 << 16).Rgb, static v => Assert.True(v >= 0 && float.IsFinite(v)));
            }
            catch (InputException)
            {
                // Refused; anything else that is thrown fails the test.
            }
        }
    }

    private static byte[] Pixel(float r, float g, float b) => Write(1, 1, [r, g, b])[^4..];

    private static byte[] Write(int width, int height, float[] rgb)
    {
        var memory = new MemoryStream();
        HdrWriter.Write(memory, width, height, rgb);
        return memory.ToArray();
    }
}
