namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>A small picture of at most 256 colours.</summary>
/// <param name="Width">Cells in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Cells">The number of each cell's colour, rows from the top.</param>
/// <param name="Colors">The colours.</param>
internal sealed record ColorGrid(int Width, int Height, byte[] Cells, IReadOnlyList<(byte R, byte G, byte B)> Colors)
{
    /// <summary>Most colours.</summary>
    public const int MaxColors = 256;
}
