namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// The grid behind a tank. Lengths are in cells: node <see cref="Wall"/> lies on the tank's low walls, a layer beyond each wall holds the fluid's
/// mirror image, and rows have nodes to spare, so that whole vectors can be read and written.
/// </summary>
/// <param name="CellsX">Cells of the tank along x.</param>
/// <param name="CellsY">Cells of the tank along y.</param>
/// <param name="CellsZ">Cells of the tank along z.</param>
internal sealed record FluidShape(int CellsX, int CellsY, int CellsZ)
{
    /// <summary>The node on a low wall.</summary>
    public const int Wall = 1;

    /// <summary>Numbers of a node: momentum or velocity, and mass.</summary>
    public const int NodeFloats = 4;

    /// <summary>Nodes in a row, a multiple of four.</summary>
    public int Width { get; } = (CellsX + 4 + 3) & ~3;

    /// <summary>Rows in a layer.</summary>
    public int Height { get; } = CellsY + 3;

    /// <summary>Layers.</summary>
    public int Depth { get; } = CellsZ + 3;

    /// <summary>All rows.</summary>
    public int Rows => Height * Depth;

    /// <summary>All nodes.</summary>
    public int Nodes => Width * Rows;
}
