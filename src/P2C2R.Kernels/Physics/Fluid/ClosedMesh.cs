using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Reads meshes that must have an inside.</summary>
internal static class ClosedMesh
{
    /// <summary>Most triangles.</summary>
    public const int MaxTriangles = 2_000_000;

    /// <summary>Reads a mesh, scaled and then moved, and checks that every edge has a triangle on both of its sides.</summary>
    /// <exception cref="InputException">It can't be read, is too big, or is open.</exception>
    public static TriangleMesh Read(string name, double scale, (double X, double Y, double Z) at, IInputFiles files)
    {
        var mesh = MeshFile.Read(name, files);
        if (mesh.TriangleCount == 0) throw new InputException($"'{name}' has no triangles");
        if (mesh.TriangleCount > MaxTriangles) throw new InputException($"'{name}' has {mesh.TriangleCount} triangles, and a mesh here at most {MaxTriangles}; simplify it");
        if (FindOpen(mesh) is { } open) throw new InputException(FormattableString.Invariant($"'{name}' is not closed: its edge from ({open.From.X:G6}, {open.From.Y:G6}, {open.From.Z:G6}) to ({open.To.X:G6}, {open.To.Y:G6}, {open.To.Z:G6}) has a triangle on one side only, or two that face opposite ways; fill its holes, and make its triangles face outwards"));
        var positions = new float[mesh.Positions.Length];
        var offsets = (ReadOnlySpan<double>)[at.X, at.Y, at.Z];
        for (var i = 0; i < positions.Length; i++) positions[i] = (float)((mesh.Positions[i] * scale) + offsets[i % 3]);
        return new TriangleMesh(positions, mesh.Indices);
    }

    /// <summary>The volume inside.</summary>
    public static double Volume(TriangleMesh mesh)
    {
        var sum = 0.0;
        for (var i = 0; i < mesh.Indices.Length; i += 3)
        {
            var (a, b, c) = (Corner(mesh, i), Corner(mesh, i + 1), Corner(mesh, i + 2));
            sum += Double3.Dot(a, Double3.Cross(b, c));
        }

        return Math.Abs(sum) / 6;
    }

    private static Double3 Corner(TriangleMesh mesh, int index)
    {
        var at = 3 * mesh.Indices[index];
        return new(mesh.Positions[at], mesh.Positions[at + 1], mesh.Positions[at + 2]);
    }

    /// <summary>An edge that isn't passed as often in one direction as in the other; vertices at the same place are one.</summary>
    public static (Float3 From, Float3 To)? FindOpen(TriangleMesh mesh)
    {
        var (places, points) = (new Dictionary<Float3, int>(), new List<Float3>());
        var numbers = new int[mesh.VertexCount];
        for (var v = 0; v < numbers.Length; v++)
        {
            // Adding 0 turns -0 into 0.
            var place = Float3.From(mesh.Positions, 3 * v) + default(Float3);
            if (places.TryAdd(place, points.Count)) points.Add(place);
            numbers[v] = places[place];
        }

        var balance = new Dictionary<(int, int), int>();
        for (var i = 0; i < mesh.Indices.Length; i++)
        {
            var (from, to) = (numbers[mesh.Indices[i]], numbers[mesh.Indices[i % 3 == 2 ? i - 2 : i + 1]]);
            if (from == to) continue;
            var edge = from < to ? (from, to) : (to, from);
            balance[edge] = balance.GetValueOrDefault(edge) + (from < to ? 1 : -1);
        }

        var open = balance.Where(static e => e.Value != 0).Select(static e => e.Key).Order().Take(1).ToList();
        return open.Count == 0 ? null : (points[open[0].Item1], points[open[0].Item2]);
    }
}
