using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// Whether and where a ray meets one triangle: S. Woop, C. Benthin and I. Wald, "Watertight Ray/Triangle Intersection" (Journal of
/// Computer Graphics Techniques 2(1), 2013), in plain arithmetic. Two triangles that share an edge see the same rounded corners
/// and judge the edge by the exact sign of the same number, so no ray passes between them.
/// </summary>
internal static class TriangleTest
{
    /// <summary>Whether the ray meets the triangle, and where.</summary>
    /// <param name="frame">The ray's frame.</param>
    /// <param name="nearest">Distances up to it don't count.</param>
    /// <param name="farthest">The last distance that counts.</param>
    /// <param name="a">Corner 0.</param>
    /// <param name="b">Corner 1.</param>
    /// <param name="c">Corner 2.</param>
    /// <param name="hit">Receives distance and weights; ids are the caller's.</param>
    public static bool Meets(in RayFrame frame, float nearest, float farthest, Float3 a, Float3 b, Float3 c, ref Hit hit)
    {
        var (pa, pb, pc) = (Shear(frame, a), Shear(frame, b), Shear(frame, c));
        var u = (pc.X * pb.Y) - (pc.Y * pb.X);
        var v = (pa.X * pc.Y) - (pa.Y * pc.X);
        var w = (pb.X * pa.Y) - (pb.Y * pa.X);
        if (u == 0 || v == 0 || w == 0)
        {
            u = Exactly(pc, pb);
            v = Exactly(pa, pc);
            w = Exactly(pb, pa);
        }

        if ((u < 0 || v < 0 || w < 0) && (u > 0 || v > 0 || w > 0)) return false;
        var determinant = u + v + w;
        if (determinant == 0) return false;
        var distance = ((u * (frame.ShearZ * pa.Z)) + (v * (frame.ShearZ * pb.Z)) + (w * (frame.ShearZ * pc.Z))) / determinant;
        if (!(distance > nearest && distance <= farthest)) return false;
        if (!PassesBox(frame, nearest, farthest, a, b, c, ref distance)) return false;
        hit.Distance = distance;
        SetWeights(v, w, determinant, ref hit);
        return true;
    }

    /// <summary>The weights of corners 1 and 2. Adding 0 turns -0 into 0.</summary>
    public static void SetWeights(float v, float w, float determinant, ref Hit hit) => (hit.U, hit.V) = ((v / determinant) + 0f, (w / determinant) + 0f);

    /// <summary>
    /// A triangle seen nearly edge-on has weights, and by them a distance, that say little. So a hit counts only where the ray passes
    /// the triangle's own box, widened by the margin, and is no nearer than that box. All boxes around it are wider, so
    /// skipping a box that is farther away than a hit can never change what is found.
    /// </summary>
    private static bool PassesBox(in RayFrame frame, float nearest, float farthest, Float3 a, Float3 b, Float3 c, ref float distance)
    {
        var (low, high) = (Float3.Min(a, Float3.Min(b, c)), Float3.Max(a, Float3.Max(b, c)));
        var (enter, leave) = (float.NegativeInfinity, float.PositiveInfinity);
        Narrow(low.X, high.X, frame, 0, ref enter, ref leave);
        Narrow(low.Y, high.Y, frame, 1, ref enter, ref leave);
        Narrow(low.Z, high.Z, frame, 2, ref enter, ref leave);
        if (enter > distance) distance = enter;
        distance += 0f;
        return enter <= leave && leave >= nearest && distance <= farthest;
    }

    private static void Narrow(float low, float high, in RayFrame frame, int axis, ref float enter, ref float leave)
    {
        var inverse = frame.Inverse.GetElement(axis);
        var (first, last) = ((low - frame.LowOrigin.GetElement(axis)) * inverse, (high - frame.HighOrigin.GetElement(axis)) * inverse);
        if (inverse < 0) (first, last) = (last, first);
        if (first > enter) enter = first;
        if (last < leave) leave = last;
    }

    /// <summary>The corner as seen from the origin, sheared; z as it is.</summary>
    private static Float3 Shear(in RayFrame frame, Float3 corner)
    {
        Float3 p = new(corner.X - frame.Origin.GetElement(0), corner.Y - frame.Origin.GetElement(1), corner.Z - frame.Origin.GetElement(2));
        var z = RayFrame.Part(p, frame.AxisZ);
        return new(RayFrame.Part(p, frame.AxisX) - (frame.ShearX * z), RayFrame.Part(p, frame.AxisY) - (frame.ShearY * z), z);
    }

    /// <summary>The edge's number with its exact sign: products of two binary32 numbers are exact in binary64.</summary>
    private static float Exactly(Float3 p, Float3 q) => (float)(((double)p.X * q.Y) - ((double)p.Y * q.X));
}
