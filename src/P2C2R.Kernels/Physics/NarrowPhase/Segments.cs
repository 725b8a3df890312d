using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>Nearest points of segments (Ericson, "Real-Time Collision Detection", 2005, section 5.1).</summary>
internal static class Segments
{
    /// <summary>The nearest points of two segments; of those that are parallel, some of the nearest.</summary>
    /// <param name="startA">Where the first one begins.</param>
    /// <param name="alongA">From there to its end.</param>
    /// <param name="startB">Where the second one begins.</param>
    /// <param name="alongB">From there to its end.</param>
    public static (Float3 OnA, Float3 OnB) Nearest(Float3 startA, Float3 alongA, Float3 startB, Float3 alongB)
    {
        var between = startA - startB;
        var (a, e, f) = (alongA.LengthSquared, alongB.LengthSquared, Float3.Dot(alongB, between));
        var c = Float3.Dot(alongA, between);
        float s, t;
        if (a <= 1e-12f)
        {
            s = 0;
            t = e <= 1e-12f ? 0 : Unit(f / e);
        }
        else if (e <= 1e-12f)
        {
            t = 0;
            s = Unit(-c / a);
        }
        else
        {
            var b = Float3.Dot(alongA, alongB);
            var denominator = (a * e) - (b * b);
            s = denominator > 1e-6f * a * e ? Unit(((b * f) - (c * e)) / denominator) : 0;
            t = ((b * s) + f) / e;
            if (t < 0) (t, s) = (0, Unit(-c / a));
            else if (t > 1) (t, s) = (1, Unit((b - c) / a));
        }

        return (startA + (alongA * s), startB + (alongB * t));
    }

    /// <summary>The point of a segment that is nearest to a point.</summary>
    public static Float3 Nearest(Float3 start, Float3 along, Float3 point)
    {
        var squared = along.LengthSquared;
        return squared <= 1e-12f ? start : start + (along * Unit(Float3.Dot(point - start, along) / squared));
    }

    private static float Unit(float value) => value < 0 ? 0 : value > 1 ? 1 : value;
}
