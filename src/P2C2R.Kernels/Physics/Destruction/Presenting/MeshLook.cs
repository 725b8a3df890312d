using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Presenting;

/// <summary>What the mesh shows that a solid was made of; asked for by places on the solid's triangles.</summary>
/// <param name="Positions">The mesh's vertices, in the world.</param>
/// <param name="Indices">Its triangles.</param>
/// <param name="Sources">For each triangle of the solid that of the mesh.</param>
/// <param name="Surface">What it shows.</param>
/// <param name="Rotation">How the solid is turned; the mesh's normals aren't yet.</param>
internal sealed record MeshLook(IReadOnlyList<Double3> Positions, int[] Indices, int[] Sources, MeshSurface Surface, Rotation Rotation)
{
    /// <summary>The material of a solid's triangle, -1 for none.</summary>
    public int MaterialOf(int triangle) => (uint)triangle < (uint)Sources.Length ? Surface.Materials[Sources[triangle]] : -1;

    /// <summary>Shares of the three corners of a solid's triangle that make a place on it.</summary>
    public (double A, double B, double C) SharesAt(int triangle, Double3 place)
    {
        var (a, b, c) = (Positions[Vertex(triangle, 0)], Positions[Vertex(triangle, 1)], Positions[Vertex(triangle, 2)]);
        var normal = Double3.Cross(b - a, c - a);
        var square = Double3.Dot(normal, normal);
        if (!(square > 0)) return (1, 0, 0);
        double Share(Double3 from, Double3 to) => Math.Clamp(Double3.Dot(normal, Double3.Cross(to - from, place - from)) / square, 0, 1);
        var (u, v) = (Share(c, a), Share(a, b));
        return u + v > 1 ? (0, u / (u + v), v / (u + v)) : (1 - u - v, u, v);
    }

    /// <summary>Numbers of the mesh's vertices, mixed.</summary>
    public void Mix(float[] values, int components, int triangle, (double A, double B, double C) shares, Span<float> into)
    {
        var (a, b, c) = (components * Vertex(triangle, 0), components * Vertex(triangle, 1), components * Vertex(triangle, 2));
        for (var i = 0; i < components; i++) into[i] = (float)((values[a + i] * shares.A) + (values[b + i] * shares.B) + (values[c + i] * shares.C));
    }

    /// <summary>The normal at a place; the triangle's own where the mesh has none. Of a mesh that was inside out it is turned round.</summary>
    public Float3 NormalAt(int triangle, (double A, double B, double C) shares, Float3 flat)
    {
        if (Surface.Normals is not { } normals) return flat;
        Span<float> mixed = stackalloc float[3];
        var across = 0f;
        for (var i = 0; i < 3; i++) across += Float3.Dot(flat, Rotation.Turn(Float3.From(normals, 3 * Vertex(triangle, i))));
        Mix(normals, 3, triangle, shares, mixed);
        var normal = Rotation.Turn(Float3.From(mixed, 0)).Normalized() * (across < 0 ? -1 : 1);
        return normal == default ? flat : normal;
    }

    private int Vertex(int triangle, int corner) => Indices[(3 * Sources[triangle]) + corner];
}
