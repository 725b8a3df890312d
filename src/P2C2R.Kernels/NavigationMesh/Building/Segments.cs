namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>How stretches between corners lie to one another, exactly: coordinates are whole numbers.</summary>
internal static class Segments
{
    /// <summary>Whether two sides of a figure conflict: they cross, overlap, or one ends inside the other. Common ends don't count.</summary>
    public static bool Conflict(Corner a, Corner b, Corner c, Corner d)
    {
        if (Crosses(a, b, c, d)) return true;
        if (IsStrictlyOn(a, b, c) || IsStrictlyOn(a, b, d) || IsStrictlyOn(c, d, a) || IsStrictlyOn(c, d, b)) return true;
        return (a.IsAt(c) && b.IsAt(d)) || (a.IsAt(d) && b.IsAt(c));
    }

    /// <summary>Whether a side a b is in the way of a cut from c to d, which may touch it at common ends only.</summary>
    public static bool Blocks(Corner a, Corner b, Corner c, Corner d)
    {
        if (Crosses(a, b, c, d)) return true;
        if (IsStrictlyOn(c, d, a) || IsStrictlyOn(c, d, b)) return true;
        return IsStrictlyOn(a, b, c) || IsStrictlyOn(a, b, d);
    }

    /// <summary>Whether two stretches cross at a place that is inside both.</summary>
    public static bool Crosses(Corner a, Corner b, Corner c, Corner d)
    {
        var (abc, abd) = (Math.Sign(Corner.Turn(a, b, c)), Math.Sign(Corner.Turn(a, b, d)));
        if (abc * abd >= 0) return false;
        return Math.Sign(Corner.Turn(c, d, a)) * Math.Sign(Corner.Turn(c, d, b)) < 0;
    }

    /// <summary>Whether a place lies between two others on the line through them, and is neither.</summary>
    public static bool IsStrictlyOn(Corner a, Corner b, Corner c)
    {
        if (Corner.Turn(a, b, c) != 0) return false;
        return a.X == b.X ? (c.Z > a.Z) != (c.Z > b.Z) && c.Z != a.Z && c.Z != b.Z : (c.X > a.X) != (c.X > b.X) && c.X != a.X && c.X != b.X;
    }

    /// <summary>Whether the way from a corner to a place starts into the figure: between the corner's next side and its previous one.</summary>
    public static bool IsInCone(Corner previous, Corner corner, Corner next, Corner to)
    {
        var isConvex = Corner.Turn(previous, corner, next) >= 0;
        var (leftOfNext, leftOfPrevious) = (Corner.Turn(corner, next, to), Corner.Turn(previous, corner, to));
        return isConvex ? leftOfNext > 0 && leftOfPrevious > 0 : leftOfNext > 0 || leftOfPrevious > 0;
    }
}
