using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>
/// The canonical bytes of a scene: what peers get as a blob instead of files, so that images are decoded once, by the gamer. Warnings
/// aren't in them: they belong to the reading. Little-endian; lists begin with their length.
/// </summary>
internal static class SceneFormat
{
    private const int Magic = 0x43533250;
    private const byte Version = 1;

    /// <summary>Writes a scene.</summary>
    public static ReadOnlyMemory<byte> Write(Scene scene)
    {
        var writer = new CanonicalWriter();
        writer.I32(Magic);
        writer.U8(Version);
        var images = scene.Textures.Select(static t => t.Image).Concat(scene.Sky.Picture is { } sky ? [sky.Image] : []).Distinct().ToList();
        writer.List(images, ImageFormat.Write);
        writer.List(scene.Textures, (w, t) => TextureFormat.Write(w, t, images));
        writer.List(scene.Materials, MaterialFormat.Write);
        writer.List(scene.Meshes, MeshFormat.Write);
        writer.List(scene.Instances, PlacementFormat.WriteInstance);
        writer.List(scene.Lights, PlacementFormat.WriteLight);
        writer.List(scene.Cameras, PlacementFormat.WriteCamera);
        writer.Vector(scene.Sky.Color);
        writer.U8(scene.Sky.Picture is null ? (byte)0 : (byte)1);
        if (scene.Sky.Picture is { } picture) TextureFormat.Write(writer, picture, images);
        return writer.Written;
    }

    /// <summary>
    /// Reads a scene; null where the bytes aren't one. They may come from anybody: all that <see cref="Scene"/> promises is checked,
    /// and no more memory is taken than a small multiple of them.
    /// </summary>
    public static Scene? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        if (reader.I32() != Magic || reader.U8() != Version) return null;
        var images = reader.List(SceneLimits.MaxParts, ImageFormat.Read);
        var textures = images is null ? null : reader.List(SceneLimits.MaxParts, (ref CanonicalReader r) => TextureFormat.Read(ref r, images));
        var materials = textures is null ? null : reader.List(SceneLimits.MaxParts + 1, (ref CanonicalReader r) => MaterialFormat.Read(ref r, textures.Count));
        if (materials is null || materials.Count == 0) return null;
        var meshes = reader.List(SceneLimits.MaxInstances, (ref CanonicalReader r) => MeshFormat.Read(ref r, materials.Count));
        var instances = meshes is null ? null : reader.List(SceneLimits.MaxInstances, (ref CanonicalReader r) => PlacementFormat.ReadInstance(ref r, meshes));
        var lights = instances is null ? null : reader.List(SceneLimits.MaxInstances, PlacementFormat.ReadLight);
        var cameras = lights is null ? null : reader.List(SceneLimits.MaxInstances, PlacementFormat.ReadCamera);
        if (cameras is null || ReadSky(ref reader, images!) is not { } sky || !reader.AtEnd) return null;
        return new Scene { Meshes = meshes!, Instances = instances!, Materials = materials, Textures = textures!, Lights = lights!, Cameras = cameras, Sky = sky };
    }

    private static Sky? ReadSky(ref CanonicalReader reader, List<SceneImage> images)
    {
        if (!reader.TryVector(out var color) || color.X < 0 || color.Y < 0 || color.Z < 0) return null;
        var hasPicture = reader.U8();
        if (hasPicture == 0) return new Sky(color, null);
        return hasPicture == 1 && TextureFormat.Read(ref reader, images) is { } picture ? new Sky(color, picture) : null;
    }
}
