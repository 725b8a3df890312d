using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Parts;

/// <summary>Chooses few points with nearly the hull of many: those farthest out in directions spread over a cube's sides.
/// Quickhull's time grows with the square of points, and so does a contact's.</summary>
internal static class HullPoints
{
    /// <summary>Directions along a cube's side, for shapes that are to be touched.</summary>
    public const int Fine = 9;

    /// <summary>The same where only volumes are compared.</summary>
    public const int Coarse = 4;

    /// <summary>Chooses; few enough points stay as they are.</summary>
    public static Float3[] Of(Float3[] points, int side)
    {
        if (points.Length <= 6 * side * side) return points;
        var chosen = new SortedSet<int>();
        for (var axis = 0; axis < 3; axis++)
        {
            for (var i = 0; i < side * side; i++)
            {
                var (u, v) = ((((2f * (i % side)) + 1) / side) - 1, (((2f * (i / side)) + 1) / side) - 1);
                var direction = axis == 0 ? new Float3(1, u, v) : axis == 1 ? new Float3(v, 1, u) : new Float3(u, v, 1);
                var (low, high) = Ends(points, direction);
                chosen.Add(low);
                chosen.Add(high);
            }
        }

        return [.. chosen.Select(i => points[i])];
    }

    private static (int Low, int High) Ends(Float3[] points, Float3 direction)
    {
        var (low, high, least, most) = (0, 0, float.MaxValue, float.MinValue);
        for (var i = 0; i < points.Length; i++)
        {
            var along = Float3.Dot(points[i], direction);
            if (along < least) (low, least) = (i, along);
            if (along > most) (high, most) = (i, along);
        }

        return (low, high);
    }
}
