using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>
/// A convex polyhedron: vertices and face planes in arrays that are filled up to whole vectors of <see cref="Wide"/> (with copies of the
/// last one), loops of the faces, and edges with their two faces.
/// </summary>
internal sealed class ConvexHull
{
    /// <summary>Makes a hull of flat loops around it.</summary>
    /// <param name="vertices">Corners.</param>
    /// <param name="loops">Corners of each face, counter-clockwise from outside.</param>
    /// <param name="normals">Unit normals of the faces.</param>
    public ConvexHull(IReadOnlyList<Float3> vertices, IReadOnlyList<int[]> loops, IReadOnlyList<Float3> normals)
    {
        VertexCount = vertices.Count;
        FaceCount = loops.Count;
        Vertices = Arrange(vertices);
        Normals = Arrange(normals);
        Offsets = new float[PaddedFaces];
        FaceStarts = new int[FaceCount + 1];
        FaceVertices = [.. loops.SelectMany(static l => l)];
        for (var f = 0; f < FaceCount; f++)
        {
            FaceStarts[f + 1] = FaceStarts[f] + loops[f].Length;
            Offsets[f] = Reach(f);
        }

        Offsets.AsSpan(FaceCount).Fill(Offsets[FaceCount - 1]);
        Edges = FindEdges(loops);
    }

    /// <summary>Corners.</summary>
    public int VertexCount { get; }

    /// <summary>Faces.</summary>
    public int FaceCount { get; }

    /// <summary>Corners up to whole vectors.</summary>
    public int PaddedVertices => Vertices.Length / 3;

    /// <summary>Faces up to whole vectors.</summary>
    public int PaddedFaces => Normals.Length / 3;

    /// <summary>All x, then all y, then all z of the corners.</summary>
    public float[] Vertices { get; }

    /// <summary>All x, then all y, then all z of the faces' normals.</summary>
    public float[] Normals { get; }

    /// <summary>Where the faces' planes are along their normals; no corner is beyond.</summary>
    public float[] Offsets { get; }

    /// <summary>Where each face's loop begins in <see cref="FaceVertices"/>, and the end of the last.</summary>
    public int[] FaceStarts { get; }

    /// <summary>Loops of the faces, one after the other.</summary>
    public int[] FaceVertices { get; }

    /// <summary>For each edge its two corners and its two faces; the first face has the corners in this order.</summary>
    public (int From, int To, int Left, int Right)[] Edges { get; }

    /// <summary>A corner.</summary>
    public Float3 Vertex(int i) => new(Vertices[i], Vertices[i + PaddedVertices], Vertices[i + (2 * PaddedVertices)]);

    /// <summary>A face's normal.</summary>
    public Float3 Normal(int f) => new(Normals[f], Normals[f + PaddedFaces], Normals[f + (2 * PaddedFaces)]);

    private static float[] Arrange(IReadOnlyList<Float3> items)
    {
        var padded = (items.Count + Wide.Count - 1) / Wide.Count * Wide.Count;
        var arranged = new float[3 * padded];
        for (var i = 0; i < padded; i++)
        {
            var item = items[Math.Min(i, items.Count - 1)];
            (arranged[i], arranged[i + padded], arranged[i + (2 * padded)]) = (item.X, item.Y, item.Z);
        }

        return arranged;
    }

    private float Reach(int face)
    {
        var normal = Normal(face);
        var reach = float.NegativeInfinity;
        for (var v = 0; v < VertexCount; v++) reach = Math.Max(reach, Float3.Dot(normal, Vertex(v)));
        return reach;
    }

    private static (int From, int To, int Left, int Right)[] FindEdges(IReadOnlyList<int[]> loops)
    {
        var faces = new Dictionary<(int, int), int>();
        for (var f = 0; f < loops.Count; f++)
        {
            for (var i = 0; i < loops[f].Length; i++) faces[(loops[f][i], loops[f][(i + 1) % loops[f].Length])] = f;
        }

        var edges = new List<(int, int, int, int)>();
        for (var f = 0; f < loops.Count; f++)
        {
            for (var i = 0; i < loops[f].Length; i++)
            {
                var (from, to) = (loops[f][i], loops[f][(i + 1) % loops[f].Length]);
                if (from < to && faces.TryGetValue((to, from), out var right)) edges.Add((from, to, f, right));
            }
        }

        return [.. edges];
    }
}
