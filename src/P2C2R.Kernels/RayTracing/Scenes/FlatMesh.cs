using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>A mesh of triangles without normals: each gets three vertices of its own, with its own normal.</summary>
internal static class FlatMesh
{
    /// <summary>Makes one, of one material.</summary>
    public static SceneMesh Of(string name, float[] positions, int[] indices)
    {
        var corners = new float[indices.Length * 3];
        var normals = new float[indices.Length * 3];
        for (var i = 0; i < indices.Length; i += 3)
        {
            var (a, b, c) = (Float3.From(positions, 3 * indices[i]), Float3.From(positions, 3 * indices[i + 1]), Float3.From(positions, 3 * indices[i + 2]));
            var normal = Float3.Cross(b - a, c - a).Normalized();
            Set(corners, i, a, b, c);
            Set(normals, i, normal, normal, normal);
        }

        return new SceneMesh { Name = name, Positions = corners, Normals = normals, Indices = [.. Enumerable.Range(0, indices.Length)], Materials = new int[indices.Length / 3] };
    }

    private static void Set(float[] values, int corner, params ReadOnlySpan<Float3> three)
    {
        for (var i = 0; i < 3; i++) (values[(3 * (corner + i))], values[(3 * (corner + i)) + 1], values[(3 * (corner + i)) + 2]) = (three[i].X, three[i].Y, three[i].Z);
    }
}
