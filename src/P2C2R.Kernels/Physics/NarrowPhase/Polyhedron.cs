using System.Runtime.CompilerServices;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>A convex polyhedron in the axes in which two are compared: a hull as it is, a hull moved, or a triangle with two sides. Reused from pair to pair.</summary>
internal sealed class Polyhedron
{
    private static readonly int[] TriangleStarts = [0, 3, 6];
    private static readonly int[] TriangleLoops = [0, 1, 2, 0, 2, 1];
    private static readonly (int From, int To, int Left, int Right)[] TriangleEdges = [(0, 1, 0, 1), (1, 2, 0, 1), (2, 0, 0, 1)];

    private float[] _vertices = [];
    private float[] _normals = [];
    private float[] _offsets = [];

    /// <summary>All x, all y, all z, up to whole vectors.</summary>
    public float[] Vertices { get; private set; } = [];

    /// <summary>Normals of the faces, likewise.</summary>
    public float[] Normals { get; private set; } = [];

    /// <summary>Where the faces are along their normals.</summary>
    public float[] Offsets { get; private set; } = [];

    /// <summary>As in <see cref="ConvexHull"/>.</summary>
    public int[] FaceStarts { get; private set; } = [];

    /// <summary>As in <see cref="ConvexHull"/>.</summary>
    public int[] FaceVertices { get; private set; } = [];

    /// <summary>As in <see cref="ConvexHull"/>.</summary>
    public (int From, int To, int Left, int Right)[] Edges { get; private set; } = [];

    /// <summary>Corners.</summary>
    public int VertexCount { get; private set; }

    /// <summary>Faces.</summary>
    public int FaceCount { get; private set; }

    /// <summary>Corners up to whole vectors.</summary>
    public int PaddedVertices { get; private set; }

    /// <summary>Faces up to whole vectors.</summary>
    public int PaddedFaces { get; private set; }

    /// <summary>A point inside.</summary>
    public Float3 Middle { get; private set; }

    /// <summary>A corner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Vertex(int i) => new(Vertices[i], Vertices[i + PaddedVertices], Vertices[i + (2 * PaddedVertices)]);

    /// <summary>A face's normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Normal(int f) => new(Normals[f], Normals[f + PaddedFaces], Normals[f + (2 * PaddedFaces)]);

    /// <summary>Becomes a hull in its own axes.</summary>
    public void Become(Shape shape)
    {
        Take(shape.Hull!);
        (Vertices, Normals, Offsets) = (shape.Hull!.Vertices, shape.Hull.Normals, shape.Hull.Offsets);
        Middle = shape.Mass.Center;
    }

    /// <summary>Becomes a hull turned and moved.</summary>
    public void Become(Shape shape, Matrix3 turn, Float3 position)
    {
        var hull = shape.Hull!;
        Take(hull);
        Reserve();
        Move(hull.Vertices, _vertices, PaddedVertices, turn, position);
        Move(hull.Normals, _normals, PaddedFaces, turn, default);
        for (var f = 0; f < PaddedFaces; f += Wide.Count)
        {
            var along = (Wide.Load(ref _normals[0], f) * Wide.All(position.X)) + (Wide.Load(ref _normals[0], f + PaddedFaces) * Wide.All(position.Y)) + (Wide.Load(ref _normals[0], f + (2 * PaddedFaces)) * Wide.All(position.Z));
            Wide.Store(Wide.Load(ref hull.Offsets[0], f) + along, ref _offsets[0], f);
        }

        (Vertices, Normals, Offsets) = (_vertices, _normals, _offsets);
        Middle = (turn * shape.Mass.Center) + position;
    }

    /// <summary>Becomes a triangle; its front is face 0.</summary>
    public void Become(Float3 a, Float3 b, Float3 c)
    {
        (VertexCount, FaceCount, PaddedVertices, PaddedFaces) = (3, 2, Wide.Count, Wide.Count);
        (FaceStarts, FaceVertices, Edges) = (TriangleStarts, TriangleLoops, TriangleEdges);
        Reserve();
        var normal = Float3.Cross(b - a, c - a).Normalized();
        for (var i = 0; i < Wide.Count; i++)
        {
            var corner = i == 0 ? a : i == 1 ? b : c;
            (_vertices[i], _vertices[i + 8], _vertices[i + 16]) = (corner.X, corner.Y, corner.Z);
            var side = i == 0 ? normal : -normal;
            (_normals[i], _normals[i + 8], _normals[i + 16], _offsets[i]) = (side.X, side.Y, side.Z, Float3.Dot(side, a));
        }

        (Vertices, Normals, Offsets) = (_vertices, _normals, _offsets);
        Middle = (a + b + c) / 3;
    }

    private void Take(ConvexHull hull)
    {
        (VertexCount, FaceCount, PaddedVertices, PaddedFaces) = (hull.VertexCount, hull.FaceCount, hull.PaddedVertices, hull.PaddedFaces);
        (FaceStarts, FaceVertices, Edges) = (hull.FaceStarts, hull.FaceVertices, hull.Edges);
    }

    private void Reserve()
    {
        if (_vertices.Length < 3 * PaddedVertices) _vertices = new float[3 * PaddedVertices];
        if (_offsets.Length < PaddedFaces) (_normals, _offsets) = (new float[3 * PaddedFaces], new float[PaddedFaces]);
    }

    private static void Move(float[] from, float[] to, int padded, Matrix3 turn, Float3 position)
    {
        var (x, y, z) = (Broadcast(turn.X), Broadcast(turn.Y), Broadcast(turn.Z));
        var offset = Broadcast(position);
        for (var i = 0; i < padded; i += Wide.Count)
        {
            var moved = (x * Wide.Load(ref from[0], i)) + (y * Wide.Load(ref from[0], i + padded)) + (z * Wide.Load(ref from[0], i + (2 * padded))) + offset;
            Wide.Store(moved.X, ref to[0], i);
            Wide.Store(moved.Y, ref to[0], i + padded);
            Wide.Store(moved.Z, ref to[0], i + (2 * padded));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide3 Broadcast(Float3 v) => new(Wide.All(v.X), Wide.All(v.Y), Wide.All(v.Z));
}
