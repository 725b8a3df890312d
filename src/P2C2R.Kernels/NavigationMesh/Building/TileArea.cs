namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>The cells of a tile, in columns of its field: what is around them is there for the tile's sake and belongs to its neighbours.</summary>
/// <param name="Left">First column along x.</param>
/// <param name="Near">First column along z.</param>
/// <param name="Width">Columns along x.</param>
/// <param name="Depth">Columns along z.</param>
internal readonly record struct TileArea(int Left, int Near, int Width, int Depth)
{
    /// <summary>Whether a place is in it.</summary>
    public bool Holds(CompactField field, int place)
    {
        var (z, x) = Math.DivRem(field.Column[place], field.Width);
        return (uint)(x - Left) < (uint)Width && (uint)(z - Near) < (uint)Depth;
    }
}
