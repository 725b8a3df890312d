using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Physics.Destruction.Presenting;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>Reads <c>"surface"</c> and <c>"interior"</c>.</summary>
internal static class LookReader
{
    /// <summary>Reads; the reader stands at the object's start.</summary>
    public static SurfaceLook Read(ref DocumentReader json, string field, IInputFiles files)
    {
        json.ReadObjectStart(field);
        var (look, seen) = (SurfaceLook.Plain, new HashSet<string>());
        while (json.NextField(seen, out var name))
        {
            look = name switch
            {
                "color" => look with { Color = Array.ConvertAll(SceneFields.Numbers(ref json, name, 3, 0, 1), static v => (float)v) },
                "texture" => look with { Texture = Picture(ref json, name, files) },
                "texture_size" => look with { TextureSize = (float)json.ReadNumber(name, 0.001, 1000) },
                _ => throw json.Unknown(name, "color, texture, texture_size"),
            };
        }

        return look;
    }

    private static ReadOnlyMemory<byte> Picture(ref DocumentReader json, string field, IInputFiles files)
    {
        var file = RelativePath.Check($"\"{field}\"", json.ReadString(field));
        var bytes = files.Read(file);
        return GltfMaterialSource.TypeOf(bytes.Span) is null ? throw json.Wrong($"\"{field}\": '{file}' is neither a PNG nor a JPEG file") : bytes;
    }
}
