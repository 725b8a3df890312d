using P2C2R.Kernels.Images;
using P2C2R.Kernels.Images.Exr;
using P2C2R.Kernels.Images.Hdr;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Rendering;

namespace P2C2R.Kernels.RayTracing.Presenting;

/// <summary>A layer of three channels as files: a PNG for looking, Radiance and OpenEXR with linear floats for engines.</summary>
internal static class PictureFiles
{
    /// <summary>Writes them; their names.</summary>
    /// <param name="directory">An existing folder.</param>
    /// <param name="name">Of the files, without an ending.</param>
    /// <param name="layer">Red, green, blue of each item.</param>
    /// <param name="exposure">By how many factors of two the PNG is brighter.</param>
    public static IReadOnlyList<string> Write(string directory, string name, ResultLayer layer, float exposure)
    {
        var scale = ToneCurve.ScaleOf(exposure);
        var rgb = new byte[3 * layer.Width * layer.Height];
        for (var i = 0; i < layer.Width * layer.Height; i++)
        {
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = ToneCurve.Bytes(Float3.From(layer.Means, 3 * i), scale);
        }

        Create(directory, name + ".png", file => PngWriter.Write(file, layer.Width, layer.Height, rgb));
        Create(directory, name + ".hdr", file => HdrWriter.Write(file, layer.Width, layer.Height, layer.Means));
        Create(directory, name + ".exr", file => ExrWriter.Write(file, layer.Width, layer.Height, Channels(layer, ["R", "G", "B"]), ExrCompression.Zip));
        return [name + ".png", name + ".hdr", name + ".exr"];
    }

    /// <summary>A layer's channels under their names.</summary>
    public static IReadOnlyList<ExrChannel> Channels(ResultLayer layer, IReadOnlyList<string> names) =>
        [.. names.Select((name, i) => new ExrChannel(name, layer.Means, i, layer.Channels))];

    /// <summary>Writes a file.</summary>
    public static void Create(string directory, string name, Action<Stream> write)
    {
        using var file = File.Create(Path.Combine(directory, name));
        write(file);
    }
}
