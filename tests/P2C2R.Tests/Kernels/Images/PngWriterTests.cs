using P2C2R.Kernels.Images;

namespace P2C2R.Tests.Kernels.Images;

public sealed class PngWriterTests
{
    [Fact]
    public void Greys_of_16_bits_come_back_as_they_were()
    {
        var random = new Random(3);
        var greys = Enumerable.Range(0, 61 * 17).Select(_ => (ushort)random.Next(65_536)).ToArray();
        using var file = new MemoryStream();
        PngWriter.WriteGrey(file, 61, 17, greys);
        var image = PngReader.Read(file.ToArray(), "greys.png", 64);
        Assert.Equal((61, 17, 16, 1), (image.Width, image.Height, image.BitDepth, image.Channels));
        Assert.Equal(greys, image.Samples);
    }
}
