using P2C2R.Kernels;
using P2C2R.Kernels.Images.Jpeg;

namespace P2C2R.Tests.Kernels.Images.Jpeg;

public sealed class JpegReaderTests
{
    internal const string Progressive444 = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQICAQEBAQMCAgICAwMEBAMDAwMEBAYFBAQFBAMDBQcFBQYGBgYGBAUHBwcGBwYGBgb/2wBDAQEBAQEBAQMCAgMGBAMEBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgb/wgARCAAUABgDAREAAhEBAxEB/8QAFwABAAMAAAAAAAAAAAAAAAAABwQFCf/EABkBAAIDAQAAAAAAAAAAAAAAAAQIBQcJBv/aAAwDAQACEAMQAAABzZnuaZJBhWU9hrSrMVmU9hmQ9hYNaY3skgwrKew3/8QAFxABAQEBAAAAAAAAAAAAAAAABAAFA//aAAgBAQABBQIOBBwIOBBwIOBBwII+EEfCCPhf/8QAGREAAwEBAQAAAAAAAAAAAAAAAAYhMQQF/9oACAEDAQE/AVltyiy25RZbMostuUWW3KLLblFn0uuUWfS65RZ9LrlP/8QAFxEBAQEBAAAAAAAAAAAAAAAAAwAEAv/aAAgBAgEBPwE98e+PfHvj3x7427jZI17v/8QAFxAAAwEAAAAAAAAAAAAAAAAAAAEiof/aAAgBAQAGPwJRgowUYKMFGCjBSKRSf//EABYQAAMAAAAAAAAAAAAAAAAAABARIP/aAAgBAQABPyGscYxjGz97/9oADAMBAAIAAwAAABBXAYXf/8QAGREBAQADAQAAAAAAAAAAAAAAACEBETGx/9oACAEDAQE/EKOB4/aDo+h2HoHIf//EABgRAQEBAQEAAAAAAAAAAAAAAABhUQFB/9oACAECAQE/ELKLLLLN7Y7/AF//xAAcEAACAwEAAwAAAAAAAAAAAAABEQAxQdFRYYH/2gAIAQEAAT8Qo+qhgC4UOBXCcOBXCi4PFiFEqlR850cjY1Q0ciY5Wjk//9k=";

    // A slope of our own, red x * 9 + 10, green y * 11 + 20, blue (x + y) * 4 + 40, in 24 x 20 pixels; written by cjpeg of libjpeg-turbo at quality 97.
    private static readonly (string Name, int Tolerance, string Base64)[] Slopes =
    [
        ("progressive, 4:2:0, restarts", 7, "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQICAQEBAQMCAgICAwMEBAMDAwMEBAYFBAQFBAMDBQcFBQYGBgYGBAUHBwcGBwYGBgb/2wBDAQEBAQEBAQMCAgMGBAMEBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgb/wgARCAAUABgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAcICf/EABgBAAMBAQAAAAAAAAAAAAAAAAUGCAQJ/90ABAAC/9oADAMBAAIQAxAAAAHmzZLzZdidBm3Rq5f/0LlZBD59WUG7m//EABcQAQEBAQAAAAAAAAAAAAAAAAQABQP/3QAEAAP/2gAIAQEAAQUCDgQcCDgX/9AOBBwIOBf/0Qj4QR8II+F//8QAHREAAQQCAwAAAAAAAAAAAAAAIgABAwcCBhUlMv/dAAQAAv/aAAgBAwEBPwGs7a8GtdtrrcTX/9Cs55gJ1rk83GsTr//EAB0RAAICAQUAAAAAAAAAAAAAAAACAwQFEiIxUWH/2gAIAQIBAT8BrZ70jz23k//Qrs3ZGzaT/8QAFxAAAwEAAAAAAAAAAAAAAAAAAAEiof/dAAQAA//aAAgBAQAGPwJRgowUYf/QUYKMFGH/0VIpFJ//xAAVEAEBAAAAAAAAAAAAAAAAAAAQEf/aAAgBAQABPyFxxn//0FjGf//Rrfvf/90ABAAC/9oADAMBAAIAAwAAABBD/wD/0Hvv/8QAHBEAAQUAAwAAAAAAAAAAAAAAAAFBYXGBEcHR/9oACAEDAQE/EObB6E/ZR//Qwh1g7KLB/8QAGREAAgMBAAAAAAAAAAAAAAAAACEBETGR/9oACAECAQE/EMAgP//Qvw3Socn/xAAcEAACAwEAAwAAAAAAAAAAAAABEQAxQdFRYYH/3QAEAAP/2gAIAQEAAT8Qo+qhgC4UOBXCcf/QcCuFFweLEKJVKj//0fnOjkbGqGjkTHK0cn//2Q=="),
        ("progressive, 4:4:4", 4, Progressive444),
        ("baseline, 4:2:2, restarts", 7, "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQICAQEBAQMCAgICAwMEBAMDAwMEBAYFBAQFBAMDBQcFBQYGBgYGBAUHBwcGBwYGBgb/2wBDAQEBAQEBAQMCAgMGBAMEBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgb/wAARCAAUABgDASEAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAACAAK/8QAJxAAAQMDAQcFAAAAAAAAAAAAAQAGEQMHFCEFIzNBQ1HRBBITJDH/xAAYAQADAQEAAAAAAAAAAAAAAAAGBwkFCv/EACYRAAADBgYDAQAAAAAAAAAAAAAFBwEDBAYhIggRIzEzUQJh8KH/3QAEAAL/2gAMAwEAAhEDEQA/AM2bFsDwhhdo3aZLFsDIojC1EdNMwtPtqg7wzq1xX9BlMawMiicLURO7UjWHPtLcXMTpWWNll3n5/vof/9A2sawMiicLUR00ymNYHgkei7SPjWEWn21RP/DOrXDf0GSxrAwaJwtDHTUjWHPtJlRcpO1aylp3eP/RcjGZmwPdR+p25jwmSxWZsCaQxNIHMeEiSyMiKV+oOfXDNMhtpX9BlMVmbAikMT8jmPCkbw0W/a6ZUXLTmZDZssu7vsh//9k="),
    ];

    public static TheoryData<string> SlopeNames => [.. Slopes.Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(SlopeNames))]
    public void Pictures_of_another_encoder_are_read(string name)
    {
        var (_, tolerance, base64) = Slopes.Single(s => s.Name == name);
        var image = JpegReader.Read(Convert.FromBase64String(base64), name, 100);
        Assert.Equal((24, 20, 3), (image.Width, image.Height, image.Channels));
        for (var i = 0; i < image.Samples.Length; i++)
        {
            var (x, y) = (i / 3 % 24, i / 3 / 24);
            int[] expected = [(x * 9) + 10, (y * 11) + 20, ((x + y) * 4) + 40];
            Assert.InRange(image.Samples[i], expected[i % 3] - tolerance, expected[i % 3] + tolerance);
        }
    }

    /// <summary>Noise is the hardest that coefficients can be; without quantization only their rounding is lost.</summary>
    [Theory]
    [InlineData(8, 8, 0, false)]
    [InlineData(33, 17, 0, false)]
    [InlineData(33, 17, 2, false)]
    [InlineData(33, 17, 0, true)]
    [InlineData(64, 40, 3, true)]
    public void Noise_comes_back_within_two(int width, int height, int restartInterval, bool isProgressive)
    {
        var random = new Random(width);
        var (r, g, b) = (Noise(random, width * height), Noise(random, width * height), Noise(random, width * height));
        var image = Read(new JpegEncoder { RestartInterval = restartInterval, IsProgressive = isProgressive, Adobe = 0 }.Encode(width, height, r, g, b));
        for (var i = 0; i < width * height; i++)
        {
            Assert.InRange(image.Samples[3 * i], r[i] - 2, r[i] + 2);
            Assert.InRange(image.Samples[(3 * i) + 1], g[i] - 2, g[i] + 2);
            Assert.InRange(image.Samples[(3 * i) + 2], b[i] - 2, b[i] + 2);
        }
    }

    [Fact]
    public void Colours_are_made_as_the_markers_say()
    {
        byte[] y = [.. Enumerable.Repeat((byte)100, 64)], cb = [.. Enumerable.Repeat((byte)90, 64)], cr = [.. Enumerable.Repeat((byte)180, 64)];
        Assert.Equal([100, 90, 180], Read(new JpegEncoder { Adobe = 0 }.Encode(8, 8, y, cb, cr)).Samples[..3]);

        // 100 + 1.402 * 52, 100 + 0.344136 * 38 - 0.714136 * 52, 100 - 1.772 * 38.
        Assert.Equal([173, 76, 33], Read(new JpegEncoder { Adobe = 1 }.Encode(8, 8, y, cb, cr)).Samples[..3]);
        Assert.Equal([173, 76, 33], Read(new JpegEncoder().Encode(8, 8, y, cb, cr)).Samples[..3]);
        Assert.Equal(y, Read(new JpegEncoder().Encode(8, 8, y)).Samples);
    }

    [Fact]
    public void Wrong_files_are_refused()
    {
        var file = new JpegEncoder().Encode(16, 16, Noise(new Random(1), 256));
        var frame = Array.IndexOf(file, (byte)0xC0);
        Refuses(file[..^200], "ends too early");
        Refuses(Changed(file, frame + 4, 0xEA, 0x60, 0xEA, 0x60), "60000 x 60000 pixels");
        Refuses(Changed(file, frame + 4, 0x1F, 0xFF, 0x1F, 0xFF), "can't hold");
        Refuses(Changed(file, frame + 4, 0, 0), "height");
        Refuses(Changed(file, frame + 3, 12), "12 bits");
        Refuses(Changed(file, frame, 0xC3), "lossless");
        Refuses(Changed(file, frame, 0xC9), "arithmetically");
        Refuses("no picture"u8.ToArray(), "does not begin");
        Refuses([0xFF, 0xD8, 0xFF, 0xD9], "no picture");
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        var random = new Random(4);
        byte[][] originals =
        [
            new JpegEncoder { RestartInterval = 2 }.Encode(20, 12, Noise(random, 240), Noise(random, 240), Noise(random, 240)),
            new JpegEncoder { IsProgressive = true }.Encode(20, 12, Noise(random, 240), Noise(random, 240), Noise(random, 240)),
            .. Slopes.Select(static s => Convert.FromBase64String(s.Base64)),
        ];
        var read = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = originals[i % originals.Length].ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                var image = JpegReader.Read(bytes, "x.jpg", 512);
                Assert.Equal(image.Width * image.Height * image.Channels, image.Samples.Length);
                read++;
            }
            catch (InputException)
            {
                // Refused; anything else that is thrown fails the test.
            }
        }

        Assert.InRange(read, 100, 9_900);
    }

    private static byte[] Noise(Random random, int count)
    {
        var noise = new byte[count];
        random.NextBytes(noise);
        return noise;
    }

    private static byte[] Changed(byte[] file, int at, params byte[] bytes)
    {
        file = [.. file];
        bytes.CopyTo(file, at);
        return file;
    }

    private static JpegImage Read(byte[] file) => JpegReader.Read(file, "x.jpg", 1 << 13);

    private static void Refuses(byte[] file, string message) => Assert.Contains(message, Assert.Throws<InputException>(() => Read(file)).Message, StringComparison.Ordinal);
}
