using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>
/// Contacts of two convex polyhedra by the separating axis test, eight faces or edges at a time. Pairs of edges count only where their
/// arcs on the Gauss map cross (Gregorius, "The separating axis test between convex polyhedra", GDC 2013), and only edges that
/// come near the plane of the other one's best face: the nearest points of the least overlap lie there.
/// </summary>
internal sealed class PolyhedronPair
{
    // Faces go before edges, and the first one's before the second's, by these distances in m.
    private const float FacePreference = 0.002f;
    private const float FirstPreference = 0.001f;

    private readonly ManifoldClipper _clipper = new();
    private int[] _edgesA = [];
    private int[] _edgesB = [];
    private float[] _gathered = [];

    // All bits set for corners near the plane, none for others.
    private int[] _near = [];

    /// <summary>The first polyhedron; all is in its axes.</summary>
    public Polyhedron A { get; } = new();

    /// <summary>The second one.</summary>
    public Polyhedron B { get; } = new();

    /// <summary>Finds how they touch.</summary>
    /// <param name="margin">The greatest gap that counts, m.</param>
    /// <param name="sharp">For a triangle as the second one, its sides at which the normal may differ from its own; -1 for any other polyhedron.</param>
    /// <param name="manifold">Receives the points.</param>
    public void Collide(float margin, int sharp, ref Manifold manifold)
    {
        var (gapA, faceA) = Faces(A, B);
        if (gapA > margin) return;
        var (gapB, faceB) = Faces(B, A);
        if (gapB > margin) return;
        if (sharp >= 0 && (faceB != 0 || Float3.Dot(B.Normal(0), A.Middle) < B.Offsets[0])) (gapB, faceB) = (Gap(B, 0, A), 0);
        if (sharp >= 0 && Float3.Dot(B.Normal(0), A.Middle) < B.Offsets[0]) return;
        var best = Math.Max(gapA, gapB);
        var (gapEdge, edgeA, edgeB) = Edges(best, margin, sharp, faceA, faceB);
        if (gapEdge > margin) return;
        var ownNormalOnly = sharp == 0;
        if (gapEdge > best + FacePreference && !ownNormalOnly) PlaceEdges(edgeA, edgeB, ref manifold);
        else if (ownNormalOnly || gapB > gapA + FirstPreference) _clipper.Clip(B, A, faceB, true, margin, sharp >= 0, ref manifold);
        else _clipper.Clip(A, B, faceA, false, margin, sharp >= 0, ref manifold);
    }

    /// <summary>The face of one that the other one is farthest beyond, or least behind.</summary>
    private static (float Gap, int Face) Faces(Polyhedron one, Polyhedron other)
    {
        ref var normals = ref one.Normals[0];
        var (best, face) = (float.NegativeInfinity, 0);
        Span<float> lanes = stackalloc float[Wide.Count];
        var padded = other.PaddedVertices;
        var vertices = other.Vertices.AsSpan(0, 3 * padded);
        for (var f = 0; f < one.FaceCount; f += Wide.Count)
        {
            var (x, y, z) = (Wide.Load(ref normals, f), Wide.Load(ref normals, f + one.PaddedFaces), Wide.Load(ref normals, f + (2 * one.PaddedFaces)));
            var least = Wide.All(float.PositiveInfinity);
            for (var v = 0; v < other.VertexCount; v++)
            {
                var along = (x * Wide.All(vertices[v])) + (y * Wide.All(vertices[v + padded])) + (z * Wide.All(vertices[v + (2 * padded)]));
                least = Wide.Min(least, along);
            }

            var gaps = least - Wide.Load(ref one.Offsets[0], f);
            if (!Vector256.GreaterThanAny(gaps, Wide.All(best))) continue;
            Wide.Store(gaps, ref lanes[0], 0);
            for (var lane = 0; lane < Wide.Count; lane++)
            {
                if (lanes[lane] > best) (best, face) = (lanes[lane], Math.Min(f + lane, one.FaceCount - 1));
            }
        }

        return (best, face);
    }

    private static float Gap(Polyhedron one, int face, Polyhedron other)
    {
        var least = float.PositiveInfinity;
        for (var v = 0; v < other.VertexCount; v++) least = Math.Min(least, Float3.Dot(one.Normal(face), other.Vertex(v)));
        return least - one.Offsets[face];
    }

    private (float Gap, int A, int B) Edges(float faceGap, float margin, int sharp, int faceA, int faceB)
    {
        var reach = Math.Max(margin, -faceGap);
        var countA = Near(A, B, faceB, reach, -1, ref _edgesA);
        var countB = Near(B, A, faceA, reach, sharp, ref _edgesB);
        if (countA == 0 || countB == 0) return (float.NegativeInfinity, 0, 0);
        var padded = Gather(countB);
        var (best, code) = (Wide.All(float.NegativeInfinity), Vector256<float>.Zero);
        for (var i = 0; i < countA; i++)
        {
            var edge = A.Edges[_edgesA[i]];
            var from = A.Vertex(edge.From);
            var (along, left, right) = (Broadcast(A.Vertex(edge.To) - from), Broadcast(A.Normal(edge.Left)), Broadcast(A.Normal(edge.Right)));
            var (start, outward) = (Broadcast(from), Broadcast(from - A.Middle));
            for (var j = 0; j < countB; j += Wide.Count) Test(j, padded, along, left, right, start, outward, i, ref best, ref code);
        }

        var (gap, chosen) = (float.NegativeInfinity, float.PositiveInfinity);
        Span<float> lanes = stackalloc float[2 * Wide.Count];
        Wide.Store(best, ref lanes[0], 0);
        Wide.Store(code, ref lanes[0], Wide.Count);
        for (var lane = 0; lane < Wide.Count; lane++)
        {
            if (lanes[lane] > gap || (lanes[lane] == gap && lanes[Wide.Count + lane] < chosen)) (gap, chosen) = (lanes[lane], lanes[Wide.Count + lane]);
        }

        return gap == float.NegativeInfinity ? (gap, 0, 0) : (gap, _edgesA[(int)chosen / 1024], _edgesB[(int)chosen % 1024]);
    }

    /// <summary>Edges of one that come within reach of the plane of the other's face: the nearest points of two edges are within reach of all of the other one.</summary>
    private int Near(Polyhedron one, Polyhedron other, int face, float reach, int sharp, ref int[] found)
    {
        if (found.Length < one.Edges.Length) found = new int[one.Edges.Length];
        if (_near.Length < one.PaddedVertices) _near = new int[one.PaddedVertices];
        var (normal, offset) = (Broadcast(other.Normal(face)), Wide.All(other.Offsets[face]));
        ref var vertices = ref one.Vertices[0];
        for (var v = 0; v < one.PaddedVertices; v += Wide.Count)
        {
            var corner = new Wide3(Wide.Load(ref vertices, v), Wide.Load(ref vertices, v + one.PaddedVertices), Wide.Load(ref vertices, v + (2 * one.PaddedVertices)));
            Vector256.LessThanOrEqual(Wide3.Dot(normal, corner) - offset, Wide.All(reach)).AsInt32().StoreUnsafe(ref _near[0], (nuint)v);
        }

        // Without branches: which edges are near is hard to foresee.
        var (count, edges, near, chosen) = (0, one.Edges, _near, found);
        for (var e = 0; e < edges.Length; e++)
        {
            chosen[count] = e;
            count -= (near[edges[e].From] | near[edges[e].To]) & -((sharp >> e) & 1);
        }

        return count;
    }

    /// <summary>The second one's edges in whole vectors: start, direction, left and right normal.</summary>
    private int Gather(int count)
    {
        var padded = (count + Wide.Count - 1) / Wide.Count * Wide.Count;
        if (_gathered.Length < 12 * padded) _gathered = new float[12 * padded];
        for (var j = 0; j < padded; j++)
        {
            var edge = B.Edges[_edgesB[Math.Min(j, count - 1)]];
            var from = B.Vertex(edge.From);
            Put(j, padded, from);
            Put(j + (3 * padded), padded, B.Vertex(edge.To) - from);
            Put(j + (6 * padded), padded, B.Normal(edge.Left));
            Put(j + (9 * padded), padded, B.Normal(edge.Right));
        }

        return padded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int at, int padded, Float3 v) => (_gathered[at], _gathered[at + padded], _gathered[at + (2 * padded)]) = (v.X, v.Y, v.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide3 Get(int at, int padded) => new(Wide.Load(ref _gathered[0], at), Wide.Load(ref _gathered[0], at + padded), Wide.Load(ref _gathered[0], at + (2 * padded)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide3 Broadcast(Float3 v) => new(Wide.All(v.X), Wide.All(v.Y), Wide.All(v.Z));

    private void Test(int j, int padded, in Wide3 along, in Wide3 left, in Wide3 right, in Wide3 start, in Wide3 outward, int i, ref Vector256<float> best, ref Vector256<float> code)
    {
        var other = Get(j + (3 * padded), padded);
        var (c, d) = (Wide3.Dot(Get(j + (6 * padded), padded), along), Wide3.Dot(Get(j + (9 * padded), padded), along));
        var (a, b) = (Wide3.Dot(left, other), Wide3.Dot(right, other));
        var zero = Vector256<float>.Zero;
        var crosses = Vector256.LessThan(c * d, zero) & Vector256.LessThan(a * b, zero) & Vector256.LessThan(c * b, zero);
        if (!Vector256.GreaterThanOrEqualAny(Vector256<float>.One & crosses, Vector256<float>.One)) return;
        var axis = Wide3.Cross(along, other);
        var squared = Wide3.Dot(axis, axis);
        crosses &= Vector256.GreaterThan(squared, Wide.All(1e-6f) * Wide3.Dot(along, along) * Wide3.Dot(other, other));
        var distance = Wide3.Dot(axis, Get(j, padded) - start);
        var isInward = Vector256.LessThan(Wide3.Dot(axis, outward), zero);
        var gap = Wide.Select(isInward, -distance, distance) / Vector256.Sqrt(Wide.Select(crosses, squared, Vector256<float>.One));
        var isGreater = crosses & Vector256.GreaterThan(gap, best);
        best = Wide.Select(isGreater, gap, best);
        code = Wide.Select(isGreater, Wide.All((1024 * i) + j) + Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), code);
    }

    private void PlaceEdges(int a, int b, ref Manifold manifold)
    {
        var (edgeA, edgeB) = (A.Edges[a], B.Edges[b]);
        var (startA, startB) = (A.Vertex(edgeA.From), B.Vertex(edgeB.From));
        var (alongA, alongB) = (A.Vertex(edgeA.To) - startA, B.Vertex(edgeB.To) - startB);
        var normal = Float3.Cross(alongA, alongB).Normalized();
        if (Float3.Dot(normal, startA - A.Middle) < 0) normal = -normal;
        var (onA, onB) = Segments.Nearest(startA, alongA, startB, alongB);
        manifold.Normal = normal;
        manifold.Add((onA + onB) * 0.5f, Float3.Dot(normal, onB - onA), 1_000_000 + (1024 * a) + b);
    }
}
