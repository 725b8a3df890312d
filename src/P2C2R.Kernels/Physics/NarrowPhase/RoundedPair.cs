using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>Contacts of balls and capsules: a point or a segment with a radius, against another one or a polyhedron.</summary>
internal static class RoundedPair
{
    // Capsules lie along each other, or along a face, below this sine of the angle between.
    private const float Parallel = 0.05f;

    // The least cosine between a contact's normal and its triangle's where the surface goes on beyond the triangle.
    private const float Smooth = 0.95f;

    /// <summary>Two rounded shapes, in any axes.</summary>
    public static void Collide(Core a, Core b, float margin, ref Manifold manifold)
    {
        var (onA, onB) = Segments.Nearest(a.Start, a.Along, b.Start, b.Along);
        var between = onB - onA;
        var distance = between.Length;
        if (distance - a.Radius - b.Radius > margin) return;
        manifold.Normal = distance > 1e-6f ? between / distance : Across(a.Along, b.Along);
        var isAlong = a.Along != default && b.Along != default && Float3.Cross(a.Along, b.Along).Length < Parallel * a.Along.Length * b.Along.Length;
        if (!isAlong || !AddAlong(a, b, margin, ref manifold)) Add(a, b, onA, onB, margin, 1, ref manifold);
    }

    /// <summary>A polyhedron and a rounded shape in its axes; the normal points to the rounded one.</summary>
    /// <param name="one">The polyhedron.</param>
    /// <param name="core">The rounded shape.</param>
    /// <param name="margin">The greatest gap that counts.</param>
    /// <param name="sharp">As in <see cref="PolyhedronPair"/>.</param>
    /// <param name="manifold">Receives the points.</param>
    public static void Collide(Polyhedron one, Core core, float margin, int sharp, ref Manifold manifold)
    {
        var (gap, face) = FarthestFace(one, core, sharp);
        if (gap - core.Radius > margin) return;
        if (sharp >= 0 && Float3.Dot(one.Normal(0), core.Start + (core.Along * 0.5f)) < one.Offsets[0]) return;
        var (distance, on, onCore) = NearestFeature(one, core, sharp);
        var normal = one.Normal(face);
        if (distance > 1e-5f && (gap > 0 || !Pierces(one, core)))
        {
            if (distance - core.Radius > margin) return;
            normal = (onCore - on) / distance;
            if (sharp >= 0 && sharp != 7 && Float3.Dot(normal, one.Normal(0)) < Smooth && !IsSharp(one, sharp, on)) return;
        }
        else
        {
            (distance, onCore) = (gap, Lowest(core, normal));
        }

        manifold.Normal = normal;
        if (core.Along != default && Float3.Dot(normal, one.Normal(face)) > 0.99f && AddFace(one, face, core, margin, ref manifold)) return;
        manifold.Add(onCore - (normal * ((distance + core.Radius) * 0.5f)), distance - core.Radius, 1);
    }

    private static Float3 Across(Float3 a, Float3 b)
    {
        var across = Float3.Cross(a, b);
        if (across.LengthSquared > 0) return across.Normalized();
        var other = Float3.Cross(a, new Float3(1, 0, 0));
        return other.LengthSquared > 0 ? other.Normalized() : new(0, 1, 0);
    }

    private static void Add(Core a, Core b, Float3 onA, Float3 onB, float margin, int feature, ref Manifold manifold)
    {
        var gap = Float3.Dot(manifold.Normal, onB - onA) - a.Radius - b.Radius;
        if (gap <= margin) manifold.Add(onA + (manifold.Normal * (a.Radius + (gap * 0.5f))), gap, feature);
    }

    /// <summary>Two points at the ends of where two segments lie beside each other.</summary>
    private static bool AddAlong(Core a, Core b, float margin, ref Manifold manifold)
    {
        var squared = a.Along.LengthSquared;
        var (from, to) = (Float3.Dot(b.Start - a.Start, a.Along) / squared, Float3.Dot(b.Start + b.Along - a.Start, a.Along) / squared);
        var (low, high) = (Math.Max(0, Math.Min(from, to)), Math.Min(1, Math.Max(from, to)));
        if (high - low < 1e-3f) return false;
        foreach (var (share, feature) in (ReadOnlySpan<(float, int)>)[(low, 2), (high, 3)])
        {
            var onA = a.Start + (a.Along * share);
            Add(a, b, onA, Segments.Nearest(b.Start, b.Along, onA), margin, feature, ref manifold);
        }

        return manifold.Count > 0;
    }

    private static (float Gap, int Face) FarthestFace(Polyhedron one, Core core, int sharp)
    {
        var (best, face) = (float.NegativeInfinity, 0);
        for (var f = 0; f < (sharp >= 0 ? 1 : one.FaceCount); f++)
        {
            var normal = one.Normal(f);
            var start = Float3.Dot(normal, core.Start);
            var gap = Math.Min(start, start + Float3.Dot(normal, core.Along)) - one.Offsets[f];
            if (gap > best) (best, face) = (gap, f);
        }

        return (best, face);
    }

    /// <summary>The nearest of the edges, and of the faces that an end of the core lies above.</summary>
    private static (float Distance, Float3 On, Float3 OnCore) NearestFeature(Polyhedron one, Core core, int sharp)
    {
        var (best, on, onCore) = (float.PositiveInfinity, default(Float3), default(Float3));
        foreach (var edge in one.Edges)
        {
            var from = one.Vertex(edge.From);
            var (a, b) = Segments.Nearest(from, one.Vertex(edge.To) - from, core.Start, core.Along);
            if ((b - a).LengthSquared < best) (best, on, onCore) = ((b - a).LengthSquared, a, b);
        }

        for (var f = 0; f < (sharp >= 0 ? 1 : one.FaceCount); f++)
        {
            for (var end = 0; end < (core.Along == default ? 1 : 2); end++)
            {
                var point = end == 0 ? core.Start : core.Start + core.Along;
                var above = Float3.Dot(one.Normal(f), point) - one.Offsets[f];
                if (above < 0 || above * above >= best || !IsAbove(one, f, point)) continue;
                (best, on, onCore) = (above * above, point - (one.Normal(f) * above), point);
            }
        }

        return (MathF.Sqrt(best), on, onCore);
    }

    private static bool IsAbove(Polyhedron one, int face, Float3 point)
    {
        var (first, end) = (one.FaceStarts[face], one.FaceStarts[face + 1]);
        for (var i = first; i < end; i++)
        {
            var from = one.Vertex(one.FaceVertices[i]);
            var to = one.Vertex(one.FaceVertices[i + 1 < end ? i + 1 : first]);
            if (Float3.Dot(Float3.Cross(to - from, one.Normal(face)), point - from) > 0) return false;
        }

        return true;
    }

    /// <summary>Whether a part of the core lies inside: of the segment remains something between all planes.</summary>
    private static bool Pierces(Polyhedron one, Core core)
    {
        var (low, high) = (0f, 1f);
        for (var f = 0; f < one.FaceCount; f++)
        {
            var (start, along) = (Float3.Dot(one.Normal(f), core.Start) - one.Offsets[f], Float3.Dot(one.Normal(f), core.Along));
            if (Math.Abs(along) < 1e-9f)
            {
                if (start > 0) return false;
                continue;
            }

            var at = -start / along;
            if (along > 0) high = Math.Min(high, at);
            else low = Math.Max(low, at);
        }

        return low <= high;
    }

    private static Float3 Lowest(Core core, Float3 normal) => Float3.Dot(normal, core.Along) < 0 ? core.Start + core.Along : core.Start;

    private static bool IsSharp(Polyhedron triangle, int sharp, Float3 on)
    {
        var (nearest, side) = (float.PositiveInfinity, 0);
        for (var i = 0; i < 3; i++)
        {
            var from = triangle.Vertex(i);
            var squared = (Segments.Nearest(from, triangle.Vertex((i + 1) % 3) - from, on) - on).LengthSquared;
            if (squared < nearest) (nearest, side) = (squared, i);
        }

        return ((sharp >> side) & 1) != 0;
    }

    /// <summary>Two points where a capsule lies along a face.</summary>
    private static bool AddFace(Polyhedron one, int face, Core core, float margin, ref Manifold manifold)
    {
        var (low, high) = (0f, 1f);
        var (first, end) = (one.FaceStarts[face], one.FaceStarts[face + 1]);
        for (var i = first; i < end; i++)
        {
            var from = one.Vertex(one.FaceVertices[i]);
            var to = one.Vertex(one.FaceVertices[i + 1 < end ? i + 1 : first]);
            var outward = Float3.Cross(to - from, one.Normal(face));
            var (start, along) = (Float3.Dot(outward, core.Start - from), Float3.Dot(outward, core.Along));
            if (Math.Abs(along) < 1e-9f)
            {
                if (start > 0) return false;
                continue;
            }

            if (along > 0) high = Math.Min(high, -start / along);
            else low = Math.Max(low, -start / along);
        }

        if (high - low < 1e-3f) return false;
        foreach (var (share, feature) in (ReadOnlySpan<(float, int)>)[(low, 2), (high, 3)])
        {
            var at = core.Start + (core.Along * share);
            var gap = Float3.Dot(one.Normal(face), at) - one.Offsets[face] - core.Radius;
            if (gap <= margin) manifold.Add(at - (one.Normal(face) * (core.Radius + (gap * 0.5f))), gap, feature);
        }

        return manifold.Count > 0;
    }

    /// <summary>The inside of a rounded shape.</summary>
    /// <param name="Start">Where the segment begins.</param>
    /// <param name="Along">From there to its end; zero for a ball.</param>
    /// <param name="Radius">Around it.</param>
    internal readonly record struct Core(Float3 Start, Float3 Along, float Radius)
    {
        /// <summary>Of a shape that is turned and moved.</summary>
        public static Core Of(Shape shape, Matrix3 turn, Float3 position) => new(position - (turn.Y * shape.Half.Y), turn.Y * (2 * shape.Half.Y), shape.Radius);
    }
}
