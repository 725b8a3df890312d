using System.Text;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.RayTracing.Lights;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>Which scene a slice is about: files in its archive, and what the document says beside them.</summary>
/// <param name="File">The scene's file.</param>
/// <param name="Sky">What lies around it.</param>
/// <param name="Shape">How big lights without a size are.</param>
internal sealed record SceneSource(string File, SkySource Sky, LightShape Shape)
{
    private const int MaxNameBytes = 1024;

    /// <summary>Reads the scene.</summary>
    /// <exception cref="InputException">Its files are wrong.</exception>
    public Scene Read(IInputFiles files, CancellationToken cancellation = default) => SceneReader.Read("scene", File, Sky, files, cancellation);

    /// <summary>Writes canonical bytes.</summary>
    public void Write(CanonicalWriter writer)
    {
        WriteText(writer, File);
        Vectors.Write(writer, Sky.Color);
        WriteText(writer, Sky.Picture ?? "");
        writer.F32(Shape.SunCap);
        writer.F32(Shape.Radius);
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static SceneSource? Read(ref CanonicalReader reader)
    {
        var file = ReadText(ref reader);
        var color = Vectors.Read(ref reader);
        var picture = ReadText(ref reader);
        var shape = new LightShape(reader.F32(), reader.F32());
        if (reader.Failed || file.Length == 0 || shape.SunCap is < 0 or > 1 || shape.Radius < 0) return null;
        if (color.X < 0 || color.Y < 0 || color.Z < 0) return null;
        return new SceneSource(file, new SkySource(color, picture.Length == 0 ? null : picture), shape);
    }

    private static void WriteText(CanonicalWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > MaxNameBytes) throw new InputException($"the file's name '{text[..32]}...' has {bytes.Length} bytes, at most {MaxNameBytes} are possible; rename it");
        writer.U16(bytes.Length);
        writer.Bytes(bytes);
    }

    private static string ReadText(ref CanonicalReader reader)
    {
        var length = reader.U16();
        return Encoding.UTF8.GetString(reader.Take(length));
    }
}
