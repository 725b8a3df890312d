using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>Refuses meshes that no tree can be built over.</summary>
internal static class MeshCheck
{
    /// <summary>Checks a mesh's indices.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="number">What to call it.</param>
    /// <exception cref="InputException">An index has no vertex.</exception>
    public static void Check(TriangleMesh mesh, int number)
    {
        if (mesh.Positions.Length % 3 != 0) throw new InputException($"mesh {number}: {mesh.Positions.Length} numbers are not three for each vertex");
        if (mesh.Indices.Length % 3 != 0) throw new InputException($"mesh {number}: {mesh.Indices.Length} indices are not three for each triangle");
        var vertices = (uint)mesh.VertexCount;
        for (var i = 0; i < mesh.Indices.Length; i++)
        {
            if ((uint)mesh.Indices[i] >= vertices) throw new InputException($"mesh {number}, triangle {i / 3}: there is no vertex {mesh.Indices[i]}, there are {vertices}");
        }
    }

    /// <summary>Where a mesh's vertices stand; none is -0.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="instance">Where it stands.</param>
    /// <param name="number">What to call the instance.</param>
    /// <exception cref="InputException">A coordinate is not finite or too large.</exception>
    public static float[] Place(TriangleMesh mesh, GeometryInstance instance, int number)
    {
        var (from, to) = (mesh.Positions, GC.AllocateUninitializedArray<float>(mesh.Positions.Length));
        var isIdentity = instance.ToWorld == Affine3.Identity;
        for (var i = 0; i + 2 < to.Length; i += 3)
        {
            var p = Float3.From(from, i);
            if (!isIdentity) p = instance.ToWorld.Point(p);
            var most = MathF.Max(MathF.Abs(p.X), MathF.Max(MathF.Abs(p.Y), MathF.Abs(p.Z)));
            if (!(most <= SceneHierarchy.MaxCoordinate)) throw new InputException($"mesh {instance.Mesh}, vertex {i / 3}{(number < 0 ? "" : $" of instance {number}")}: {Limit}");
            (to[i], to[i + 1], to[i + 2]) = (p.X + 0f, p.Y + 0f, p.Z + 0f);
        }

        return to;
    }

    /// <summary>Checks a point of an instance's box.</summary>
    public static void CheckPlace(Float3 p, int number)
    {
        var most = MathF.Max(MathF.Abs(p.X), MathF.Max(MathF.Abs(p.Y), MathF.Abs(p.Z)));
        if (!(most <= SceneHierarchy.MaxCoordinate)) throw new InputException($"instance {number}: {Limit}");
    }

    private static string Limit => $"coordinates must be finite and within {SceneHierarchy.MaxCoordinate:E0} of 0; scale the scene down";
}
