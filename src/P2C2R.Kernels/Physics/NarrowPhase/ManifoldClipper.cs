using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>Cuts the face of one polyhedron that looks at a face of the other to that one's outline (Sutherland and Hodgman 1974), and keeps four points.</summary>
internal sealed class ManifoldClipper
{
    private (Float3 At, int Feature)[] _polygon = new (Float3, int)[64];
    private (Float3 At, int Feature)[] _cut = new (Float3, int)[64];
    private float[] _gaps = new float[64];

    /// <summary>Clips.</summary>
    /// <param name="one">Whose face is the reference.</param>
    /// <param name="other">The other one.</param>
    /// <param name="face">The reference face.</param>
    /// <param name="flips">Whether the reference is the second polyhedron.</param>
    /// <param name="margin">The greatest gap that counts.</param>
    /// <param name="isTriangle">Whether one is a triangle: beside it, its neighbour is met.</param>
    /// <param name="manifold">Receives the points.</param>
    public void Clip(Polyhedron one, Polyhedron other, int face, bool flips, float margin, bool isTriangle, ref Manifold manifold)
    {
        var normal = one.Normal(face);
        var count = Start(other, Against(other, normal));
        var (first, end) = (one.FaceStarts[face], one.FaceStarts[face + 1]);
        for (var i = first; i < end && count > 0; i++)
        {
            var from = one.Vertex(one.FaceVertices[i]);
            var to = one.Vertex(one.FaceVertices[i + 1 < end ? i + 1 : first]);
            var outward = Float3.Cross(to - from, normal);
            count = Cut(count, outward, Float3.Dot(outward, from), i - first);
        }

        // Halfway between the surfaces.
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var gap = Float3.Dot(normal, _polygon[i].At) - one.Offsets[face];
            if (gap > margin) continue;
            _gaps[kept] = gap;
            _polygon[kept++] = (_polygon[i].At - (normal * (gap * 0.5f)), _polygon[i].Feature + (flips ? 500_000 : 0));
        }

        manifold.Normal = flips ? -normal : normal;
        if (kept > 0) Keep(kept, normal, ref manifold);
        else if (!isTriangle) AddDeepest(other, normal, one.Offsets[face], ref manifold);
    }

    /// <summary>Where the faces don't lie over one another although the shapes are near: the corner that is farthest in.</summary>
    private static void AddDeepest(Polyhedron other, Float3 normal, float offset, ref Manifold manifold)
    {
        var (best, corner) = (float.PositiveInfinity, 0);
        for (var v = 0; v < other.VertexCount; v++)
        {
            var along = Float3.Dot(normal, other.Vertex(v));
            if (along < best) (best, corner) = (along, v);
        }

        manifold.Add(other.Vertex(corner) - (normal * ((best - offset) * 0.5f)), best - offset, 900_000 + corner);
    }

    private static int Against(Polyhedron other, Float3 normal)
    {
        var (best, face) = (float.PositiveInfinity, 0);
        Span<float> lanes = stackalloc float[Wide.Count];
        ref var normals = ref other.Normals[0];
        for (var f = 0; f < other.FaceCount; f += Wide.Count)
        {
            var along = (Wide.Load(ref normals, f) * Wide.All(normal.X)) + (Wide.Load(ref normals, f + other.PaddedFaces) * Wide.All(normal.Y)) + (Wide.Load(ref normals, f + (2 * other.PaddedFaces)) * Wide.All(normal.Z));
            if (!Vector256.LessThanAny(along, Wide.All(best))) continue;
            Wide.Store(along, ref lanes[0], 0);
            for (var lane = 0; lane < Wide.Count; lane++)
            {
                if (lanes[lane] < best) (best, face) = (lanes[lane], Math.Min(f + lane, other.FaceCount - 1));
            }
        }

        return face;
    }

    private int Start(Polyhedron other, int face)
    {
        var count = other.FaceStarts[face + 1] - other.FaceStarts[face];
        Reserve(count + 8);
        for (var i = 0; i < count; i++)
        {
            var vertex = other.FaceVertices[other.FaceStarts[face] + i];
            _polygon[i] = (other.Vertex(vertex), 1 + vertex);
        }

        return count;
    }

    private int Cut(int count, Float3 outward, float offset, int side)
    {
        Reserve(count + 8);
        var cut = 0;
        var before = _polygon[count - 1];
        var beforeOut = Float3.Dot(outward, before.At) - offset;
        for (var i = 0; i < count; i++)
        {
            var now = _polygon[i];
            var nowOut = Float3.Dot(outward, now.At) - offset;
            if ((beforeOut > 0) != (nowOut > 0))
            {
                var at = before.At + ((now.At - before.At) * (beforeOut / (beforeOut - nowOut)));
                _cut[cut++] = (at, ((side + 1) * 1024) + ((beforeOut > 0 ? now : before).Feature % 1024));
            }

            if (nowOut <= 0) _cut[cut++] = now;
            (before, beforeOut) = (now, nowOut);
        }

        (_polygon, _cut) = (_cut, _polygon);
        return cut;
    }

    private void Reserve(int count)
    {
        if (_polygon.Length < count) Array.Resize(ref _polygon, 2 * count);
        if (_cut.Length < count) Array.Resize(ref _cut, 2 * count);
        if (_gaps.Length < count) Array.Resize(ref _gaps, 2 * count);
    }

    /// <summary>The deepest, the one farthest from it, and those that span most on either side.</summary>
    private void Keep(int count, Float3 normal, ref Manifold manifold)
    {
        if (count <= Manifold.Most)
        {
            for (var i = 0; i < count; i++) manifold.Add(_polygon[i].At, _gaps[i], _polygon[i].Feature);
            return;
        }

        var a = 0;
        for (var i = 1; i < count; i++) a = _gaps[i] < _gaps[a] ? i : a;
        var b = Best(count, a, default);
        var line = Float3.Cross(normal, _polygon[b].At - _polygon[a].At);
        var (c, d) = (Best(count, a, line), Best(count, a, -line));
        Add(a, ref manifold);
        if (b != a) Add(b, ref manifold);
        if (c != a && c != b) Add(c, ref manifold);
        if (d != a && d != b && d != c) Add(d, ref manifold);
    }

    private void Add(int i, ref Manifold manifold) => manifold.Add(_polygon[i].At, _gaps[i], _polygon[i].Feature);

    /// <summary>The point farthest from another along a direction, or in any where that is zero.</summary>
    private int Best(int count, int from, Float3 direction)
    {
        var (best, most) = (0, float.NegativeInfinity);
        for (var i = 0; i < count; i++)
        {
            var apart = _polygon[i].At - _polygon[from].At;
            var value = direction == default ? apart.LengthSquared : Float3.Dot(direction, apart);
            if (value > most) (best, most) = (i, value);
        }

        return best;
    }
}
