namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Heights of an area, in units of <see cref="TerrainParameters.UnitsPerMetre"/>; whole numbers, so that sums come out the same in any order.</summary>
/// <param name="area">Which cells, of some level.</param>
internal sealed class HeightField(CellArea area)
{
    /// <summary>Which cells.</summary>
    public CellArea Area { get; } = area;

    /// <summary>Rows from the top.</summary>
    public int[] Cells { get; } = new int[area.Cells];

    /// <summary>A part of a row.</summary>
    public Span<int> Row(int x, int y, int width) => Cells.AsSpan(((y - Area.Y) * Area.Width) + x - Area.X, width);

    /// <summary>One cell.</summary>
    public int this[int x, int y] => Cells[((y - Area.Y) * Area.Width) + x - Area.X];
}
