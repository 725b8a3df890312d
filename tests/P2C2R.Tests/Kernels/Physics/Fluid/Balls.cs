using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

/// <summary>Closed meshes of balls: an octahedron whose triangles are cut in four, again and again.</summary>
internal static class Balls
{
    public static TriangleMesh Make(Float3 center, float radius, int cuts)
    {
        List<(Float3 A, Float3 B, Float3 C)> triangles = [];
        foreach (var (x, y, z) in (ReadOnlySpan<(int, int, int)>)[(1, 1, 1), (-1, 1, 1), (1, -1, 1), (-1, -1, 1), (1, 1, -1), (-1, 1, -1), (1, -1, -1), (-1, -1, -1)])
        {
            var (a, b, c) = (new Float3(x, 0, 0), new Float3(0, y, 0), new Float3(0, 0, z));
            triangles.Add(x * y * z > 0 ? (a, b, c) : (a, c, b));
        }

        for (var i = 0; i < cuts; i++)
        {
            var finer = new List<(Float3, Float3, Float3)>();
            foreach (var (a, b, c) in triangles)
            {
                var (ab, bc, ca) = ((a + b).Normalized(), (b + c).Normalized(), (c + a).Normalized());
                finer.AddRange([(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]);
            }

            triangles = finer;
        }

        var (numbers, positions, indices) = (new Dictionary<Float3, int>(), new List<float>(), new List<int>());
        foreach (var corner in triangles.SelectMany(static t => (Float3[])[t.A, t.B, t.C]))
        {
            if (numbers.TryAdd(corner, numbers.Count)) positions.AddRange([center.X + (radius * corner.X), center.Y + (radius * corner.Y), center.Z + (radius * corner.Z)]);
            indices.Add(numbers[corner]);
        }

        return new TriangleMesh([.. positions], [.. indices]);
    }

    /// <summary>As an .obj file.</summary>
    public static byte[] Obj(TriangleMesh mesh)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < mesh.Positions.Length; i += 3) text.Append(FormattableString.Invariant($"v {mesh.Positions[i]} {mesh.Positions[i + 1]} {mesh.Positions[i + 2]}\n"));
        for (var i = 0; i < mesh.Indices.Length; i += 3) text.Append(FormattableString.Invariant($"f {mesh.Indices[i] + 1} {mesh.Indices[i + 1] + 1} {mesh.Indices[i + 2] + 1}\n"));
        return System.Text.Encoding.ASCII.GetBytes(text.ToString());
    }
}
