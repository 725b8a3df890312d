using System.Text.Json;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Kernels.RayTracing.GlobalIllumination;

/// <summary>Probes as JSON for engines, and as a picture of white balls lit by them.</summary>
internal static class ProbeFiles
{
    private const int Ball = 48;
    private const int BallsInRow = 16;

    /// <summary>Writes them; their names.</summary>
    public static IReadOnlyList<string> Write(string directory, string name, ProbeView view, ResultLayer layer, float exposure)
    {
        using (var file = File.Create(Path.Combine(directory, name + ".json"))) WriteJson(file, view, layer);
        using (var file = File.Create(Path.Combine(directory, name + ".png"))) WritePicture(file, layer.Width, layer.Channels, layer.Means, exposure);
        return [name + ".json", name + ".png"];
    }

    private static void WriteJson(Stream file, ProbeView view, ResultLayer layer)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("basis", "real spherical harmonics (0,0) (1,-1) (1,0) (1,1) (2,-2) (2,-1) (2,0) (2,1) (2,2), y up; red, green, blue of incident radiance each");
        json.WriteStartArray("probes");
        for (var i = 0; i < view.Positions.Count; i++)
        {
            json.WriteStartObject();
            WriteVector(json, "position", view.Positions[i]);
            json.WriteStartArray("harmonics");
            for (var j = 0; j < SphericalHarmonics.Count; j++) WriteVector(json, null, Float3.From(layer.Means, (i * layer.Channels) + (3 * j)));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVector(Utf8JsonWriter json, string? name, Float3 value)
    {
        if (name is null) json.WriteStartArray();
        else json.WriteStartArray(name);
        json.WriteNumberValue(value.X);
        json.WriteNumberValue(value.Y);
        json.WriteNumberValue(value.Z);
        json.WriteEndArray();
    }

    /// <summary>White balls lit by the probes; black where there is nothing of one yet.</summary>
    public static void WritePicture(Stream file, int count, int channels, float[] means, float exposure)
    {
        var columns = Math.Min(BallsInRow, count);
        var rows = (count + columns - 1) / columns;
        var scale = ToneCurve.ScaleOf(exposure);
        var rgb = new byte[3 * columns * rows * Ball * Ball];
        for (var i = 0; i < columns * rows * Ball * Ball; i++)
        {
            var (x, y) = (i % (columns * Ball), i / (columns * Ball));
            var probe = (y / Ball * columns) + (x / Ball);
            var (s, t) = (((((x % Ball) + 0.5f) / Ball) - 0.5f) * 2.1f, (0.5f - (((y % Ball) + 0.5f) / Ball)) * 2.1f);
            var height = 1 - (s * s) - (t * t);
            if (probe >= count || height < 0) continue;
            var light = SphericalHarmonics.Reflected(means.AsSpan(probe * channels, channels), new Float3(s, t, MathF.Sqrt(height)));
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = ToneCurve.Bytes(light, scale);
        }

        PngWriter.Write(file, columns * Ball, rows * Ball, rgb);
    }
}
