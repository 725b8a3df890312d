namespace P2C2R.Kernels.NavigationMesh;

/// <summary>A corner of cells, counted from the map's origin in cells and voxels.</summary>
internal readonly record struct Corner(int X, int Y, int Z) : IComparable<Corner>
{
    /// <summary>By x, then z, then y: a total order.</summary>
    public int CompareTo(Corner other)
    {
        var order = X.CompareTo(other.X);
        if (order == 0) order = Z.CompareTo(other.Z);
        return order == 0 ? Y.CompareTo(other.Y) : order;
    }

    /// <summary>Whether both lie at the same place of the map, at whatever height.</summary>
    public bool IsAt(Corner other) => X == other.X && Z == other.Z;

    /// <summary>Twice the area of the triangle a, b, c seen from above: positive where c lies to the left of the way from a to b.</summary>
    public static long Turn(Corner a, Corner b, Corner c) => ((long)(b.Z - a.Z) * (c.X - a.X)) - ((long)(b.X - a.X) * (c.Z - a.Z));
}
