namespace P2C2R.Kernels.Meshes;

/// <summary>Reads a mesh in whichever of the known formats its name says.</summary>
public static class MeshFile
{
    /// <summary>Reads a mesh and the files that it names.</summary>
    /// <param name="name">The file: .obj, .gltf or .glb.</param>
    /// <param name="files">Where it lies.</param>
    /// <param name="withSurface">Whether normals, texture coordinates, colours and materials are read too; an .obj gives none.</param>
    /// <exception cref="InputException">The name has another ending, or the file is wrong.</exception>
    public static TriangleMesh Read(string name, IInputFiles files, bool withSurface = false)
    {
        if (name.EndsWith(".obj", StringComparison.OrdinalIgnoreCase)) return ObjReader.Read(files.Read(name).Span, name);
        if (name.EndsWith(".gltf", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".glb", StringComparison.OrdinalIgnoreCase)) return GltfReader.Read(name, files, withSurface);
        throw new InputException($"'{name}' is not a mesh that can be read; the endings known are .obj, .gltf and .glb");
    }
}
