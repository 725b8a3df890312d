namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>The least length of a path from a root through a part of a side to the goal; never more than there is.</summary>
internal static class Estimate
{
    /// <summary>Estimates.</summary>
    /// <param name="root">Where the path comes from.</param>
    /// <param name="left">A place on the ray along the part's left end.</param>
    /// <param name="right">A place on the ray along its right end.</param>
    /// <param name="a">The side's left end.</param>
    /// <param name="b">The side's right end.</param>
    /// <param name="goal">The goal.</param>
    public static double Of(Point root, Point left, Point right, Point a, Point b, Point goal)
    {
        var (leftX, leftZ) = left == a || left == root ? (a.X, a.Z) : Meet(root, left, a, b);
        var (rightX, rightZ) = right == b || right == root ? (b.X, b.Z) : Meet(root, right, a, b);
        double goalX = goal.X, goalZ = goal.Z;

        // A goal on this side of the side is as far as its mirror image beyond it. Beyond is left of the way from a to b.
        if (Point.Turn(a, b, goal) < 0) (goalX, goalZ) = Mirror(a, b, goal);
        double toGoalX = goalX - root.X, toGoalZ = goalZ - root.Z;
        if (((leftZ - root.Z) * toGoalX) - ((leftX - root.X) * toGoalZ) > 0) return Length(leftX - root.X, leftZ - root.Z) + Length(goalX - leftX, goalZ - leftZ);
        if (((rightZ - root.Z) * toGoalX) - ((rightX - root.X) * toGoalZ) < 0) return Length(rightX - root.X, rightZ - root.Z) + Length(goalX - rightX, goalZ - rightZ);
        return Length(toGoalX, toGoalZ);
    }

    private static (double X, double Z) Meet(Point root, Point through, Point a, Point b)
    {
        double ofA = Point.Turn(root, through, a), ofB = Point.Turn(root, through, b);
        var t = ofA == ofB ? 0 : ofA / (ofA - ofB);
        return (a.X + (t * (b.X - a.X)), a.Z + (t * (b.Z - a.Z)));
    }

    private static (double X, double Z) Mirror(Point a, Point b, Point goal)
    {
        double x = b.X - a.X, z = b.Z - a.Z, goalX = goal.X - a.X, goalZ = goal.Z - a.Z;
        var t = 2 * ((goalX * x) + (goalZ * z)) / ((x * x) + (z * z));
        return (a.X + (t * x) - goalX, a.Z + (t * z) - goalZ);
    }

    private static double Length(double x, double z) => Math.Sqrt((x * x) + (z * z));
}
