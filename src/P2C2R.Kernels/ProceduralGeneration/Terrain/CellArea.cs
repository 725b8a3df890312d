namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>A rectangle of cells.</summary>
/// <param name="X">Its first column.</param>
/// <param name="Y">Its first row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct CellArea(int X, int Y, int Width, int Height)
{
    /// <summary>The column after its last.</summary>
    public int Right => X + Width;

    /// <summary>The row after its last.</summary>
    public int Bottom => Y + Height;

    /// <summary>Cells in it.</summary>
    public int Cells => Width * Height;

    /// <summary>With so many more cells at each side.</summary>
    public CellArea Grow(int cells) => new(X - cells, Y - cells, Width + (2 * cells), Height + (2 * cells));

    /// <summary>What both have; with no cells where there is nothing.</summary>
    public CellArea Intersect(CellArea other)
    {
        var (left, top) = (Math.Max(X, other.X), Math.Max(Y, other.Y));
        return new CellArea(left, top, Math.Max(0, Math.Min(Right, other.Right) - left), Math.Max(0, Math.Min(Bottom, other.Bottom) - top));
    }

    /// <summary>Whether a cell is in it.</summary>
    public bool Contains(int x, int y) => (uint)(x - X) < (uint)Width && (uint)(y - Y) < (uint)Height;
}
