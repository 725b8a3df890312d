using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes.Reading;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>Reads a scene from the files beside a document: glTF 2.0 (.gltf, .glb) whole, of .obj the geometry.</summary>
public static class SceneReader
{
    /// <summary>Reads a scene.</summary>
    /// <param name="field">The document's field that names the file, for messages.</param>
    /// <param name="name">The file, relative to the document.</param>
    /// <param name="sky">What lies around the scene.</param>
    /// <param name="files">What lies beside the document.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InputException">A file is wrong, or lies outside; the message names file and field.</exception>
    public static Scene Read(string field, string name, SkySource sky, IInputFiles files, CancellationToken cancellation = default)
    {
        RelativePath.Check(field, name);
        var warnings = new SceneWarnings();
        cancellation.ThrowIfCancellationRequested();
        var around = ReadSky(sky, files, cancellation);
        if (IsNamed(name, ".obj")) return ReadGeometry(name, around, files, warnings, cancellation);
        if (IsNamed(name, ".gltf") || IsNamed(name, ".glb")) return GltfSceneReader.Read(name, around, files, warnings, cancellation);
        throw new InputException($"{field}: '{name}' is not a scene that can be read; the endings known are .gltf, .glb and .obj");
    }

    private static bool IsNamed(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static Sky ReadSky(SkySource source, IInputFiles files, CancellationToken cancellation)
    {
        if (source.Picture is not { } name) return new Sky(source.Color, null);
        var image = PictureReader.Read(files.Read(RelativePath.Check("sky.picture", name)).Span, name, isSrgb: true, SceneLimits.MaxPixels, cancellation);
        return new Sky(source.Color, new SceneTexture(image, IsSrgb: true, TextureWrap.Repeat, TextureWrap.ClampToEdge, IsNearest: false));
    }

    private static Scene ReadGeometry(string name, Sky sky, IInputFiles files, SceneWarnings warnings, CancellationToken cancellation)
    {
        var triangles = ObjReader.Read(files.Read(name).Span, name, cancellation);
        var builder = new MeshBuilder(name, warnings, cancellation);
        builder.Add(new PrimitiveData { Place = name, Positions = triangles.Positions, Indices = triangles.Indices, Material = 0 });
        if (builder.Build() is not { } mesh) throw new InputException($"{name}: none of its triangles has an area");
        warnings.Add($"{name}: of .obj files the geometry alone is read; everything is diffuse, of one grey and flat");
        return new Scene
        {
            Meshes = [mesh],
            Instances = [new SceneInstance(name, 0, Affine3.Identity)],
            Materials = [new SceneMaterial { Name = "grey", BaseColor = new Float3(0.5f, 0.5f, 0.5f), Metallic = 0, Specular = 0, DoubleSided = true }],
            Sky = sky,
            Warnings = warnings.All,
        };
    }
}
