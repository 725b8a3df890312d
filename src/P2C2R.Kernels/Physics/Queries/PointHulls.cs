using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Queries;

/// <summary>
/// The distance of two convex hulls of points (Gilbert, Johnson and Keerthi, "A fast procedure for computing the distance between complex objects in
/// three-dimensional space", 1988): a simplex of differences of their corners walks towards the origin.
/// </summary>
internal static class PointHulls
{
    private const int MostRounds = 64;

    // A step that brings the square of the distance no nearer than this share ends the walk.
    private const double Progress = 1e-12;

    /// <summary>The distance; 0 where they overlap.</summary>
    public static double Distance(ReadOnlySpan<Double3> a, ReadOnlySpan<Double3> b) => Between(a, b).Length;

    /// <summary>From the second one's nearest point to the first one's; 0 where they overlap.</summary>
    public static Double3 Between(ReadOnlySpan<Double3> a, ReadOnlySpan<Double3> b)
    {
        var simplex = default(Simplex);
        var nearest = a[0] - b[0];
        simplex.Add(nearest);
        for (var round = 0; round < MostRounds; round++)
        {
            var squared = Double3.Dot(nearest, nearest);
            if (squared == 0) return default;
            var next = Farthest(a, nearest * -1) - Farthest(b, nearest);
            if (squared - Double3.Dot(nearest, next) <= Progress * squared || simplex.Has(next)) return nearest;
            simplex.Add(next);
            nearest = simplex.Reduce();
            if (simplex.IsAround) return default;
        }

        return nearest;
    }

    private static Double3 Farthest(ReadOnlySpan<Double3> points, Double3 direction)
    {
        var (best, farthest) = (double.NegativeInfinity, default(Double3));
        foreach (var point in points)
        {
            var along = Double3.Dot(point, direction);
            if (along > best) (best, farthest) = (along, point);
        }

        return farthest;
    }
}
