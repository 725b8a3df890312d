using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes.Reading;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>Meshes in canonical bytes.</summary>
internal static class MeshFormat
{
    /// <summary>Writes a mesh.</summary>
    public static void Write(CanonicalWriter writer, SceneMesh mesh)
    {
        writer.Name(mesh.Name);
        writer.I32(mesh.VertexCount);
        writer.I32(mesh.TriangleCount);
        writer.Floats(mesh.Positions);
        writer.Floats(mesh.Normals);
        writer.Floats(mesh.Tangents);
        writer.Floats(mesh.TexCoords0);
        writer.Floats(mesh.TexCoords1);
        writer.Floats(mesh.Colors);
        writer.Integers(mesh.Indices);
        writer.Integers(mesh.Materials);
    }

    /// <summary>Reads a mesh.</summary>
    public static SceneMesh? Read(ref CanonicalReader reader, int materials)
    {
        var name = reader.Name();
        var (vertices, triangles) = (reader.I32(), reader.I32());
        if (vertices < 1 || vertices > 3 * SceneLimits.MaxTriangles || triangles < 1 || triangles > SceneLimits.MaxTriangles) return null;
        if (!reader.TryFloats(3 * vertices, false, out var positions) || !reader.TryFloats(3 * vertices, false, out var normals)) return null;
        if (!reader.TryFloats(4 * vertices, true, out var tangents) || !reader.TryFloats(2 * vertices, true, out var texCoords0)) return null;
        if (!reader.TryFloats(2 * vertices, true, out var texCoords1) || !reader.TryFloats(4 * vertices, true, out var colors)) return null;
        if (!reader.TryIntegers(3 * triangles, vertices, out var indices) || !reader.TryIntegers(triangles, materials, out var materialOf)) return null;
        if (!AreUnit(normals!, 3) || (tangents is not null && !AreUnit(tangents, 4)) || !HaveArea(positions!, indices)) return null;
        return new SceneMesh
        {
            Name = name,
            Positions = positions!,
            Normals = normals!,
            Tangents = tangents,
            TexCoords0 = texCoords0,
            TexCoords1 = texCoords1,
            Colors = colors,
            Indices = indices,
            Materials = materialOf,
        };
    }

    private static bool AreUnit(float[] vectors, int step)
    {
        for (var i = 0; i < vectors.Length; i += step)
        {
            if (Float3.From(vectors, i).LengthSquared is not (> 0.999f and < 1.001f) || (step == 4 && vectors[i + 3] is not (1 or -1))) return false;
        }

        return true;
    }

    private static bool HaveArea(float[] positions, int[] indices)
    {
        for (var i = 0; i < indices.Length; i += 3)
        {
            if (FaceNormal.Of(positions, indices[i], indices[i + 1], indices[i + 2]) == Float3.Zero) return false;
        }

        return true;
    }
}
