using System.Text.Json;
using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The images of a glTF file (glTF 2.0, section 3.8.3); each is read once, and only where a material needs it.</summary>
/// <param name="file">The file's name, for messages.</param>
/// <param name="root">Its JSON.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="buffers">Where embedded images lie.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class GltfImages(string file, JsonElement root, GltfFields fields, GltfBuffers buffers, CancellationToken cancellation)
{
    private readonly JsonElement[] _images = fields.Array(root, "", "images");
    private readonly Dictionary<(int Image, bool IsSrgb), SceneImage> _read = [];
    private long _pixels;

    /// <summary>An image.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="isSrgb">Whether its colours are encoded; matters to images of 16 bits, which become linear here.</param>
    public SceneImage Read(int index, bool isSrgb)
    {
        if (_read.TryGetValue((index, isSrgb), out var known)) return known;
        if (_read.TryGetValue((index, !isSrgb), out var other) && other.Bytes is not null) return _read[(index, isSrgb)] = other;
        var place = $"images[{index}]";
        var image = fields.Element(_images, "images", index);
        var bytes = fields.Text(image, place, "uri") is { } uri ? buffers.Resolve(place, uri) : buffers.View(fields.Integer(image, place, "bufferView", null)).Bytes;
        var read = PictureReader.Read(bytes.Span, $"{file}: {place}", isSrgb, SceneLimits.MaxPixels - _pixels, cancellation);
        _pixels += (long)read.Width * read.Height;
        return _read[(index, isSrgb)] = read;
    }
}
