using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>The point of a triangle that is nearest to a place, by the regions of its corners, edges and inside (C. Ericson, "Real-Time Collision Detection", 2005, section 5.1.5).</summary>
internal static class TrianglePoint
{
    /// <summary>Finds it.</summary>
    public static Double3 Nearest(Double3 p, Double3 a, Double3 b, Double3 c)
    {
        var (ab, ac, ap) = (b - a, c - a, p - a);
        var (d1, d2) = (Double3.Dot(ab, ap), Double3.Dot(ac, ap));
        if (d1 <= 0 && d2 <= 0) return a;
        var bp = p - b;
        var (d3, d4) = (Double3.Dot(ab, bp), Double3.Dot(ac, bp));
        if (d3 >= 0 && d4 <= d3) return b;
        var vc = (d1 * d4) - (d3 * d2);
        if (vc <= 0 && d1 >= 0 && d3 <= 0) return a + (ab * (d1 / (d1 - d3)));
        var cp = p - c;
        var (d5, d6) = (Double3.Dot(ab, cp), Double3.Dot(ac, cp));
        if (d6 >= 0 && d5 <= d6) return c;
        var vb = (d5 * d2) - (d1 * d6);
        if (vb <= 0 && d2 >= 0 && d6 <= 0) return a + (ac * (d2 / (d2 - d6)));
        var va = (d3 * d6) - (d5 * d4);
        if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) return b + ((c - b) * ((d4 - d3) / ((d4 - d3) + (d5 - d6))));
        var share = 1 / (va + vb + vc);
        return a + (ab * (vb * share)) + (ac * (vc * share));
    }
}
