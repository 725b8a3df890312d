using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>Where the grid of a solid is in the world.</summary>
/// <param name="Origin">The grid's 0, 0, 0.</param>
/// <param name="Step">Metres a step.</param>
internal readonly record struct GridPlace(Double3 Origin, double Step)
{
    /// <summary>A margin on each side, so that no side of the box that all cells start with is at the solid.</summary>
    public const int Margin = 256;

    /// <summary>The finest grid that holds a box.</summary>
    public static GridPlace Around(Double3 low, Double3 high)
    {
        var extent = Math.Max(high.X - low.X, Math.Max(high.Y - low.Y, high.Z - low.Z));
        var step = extent / (GridPoint.Most - (2 * Margin));
        return new(low - (new Double3(step, step, step) * Margin), step);
    }

    /// <summary>Where a place of the grid is.</summary>
    public Double3 ToWorld(Double3 grid) => Origin + (grid * Step);

    /// <summary>The nearest point of the grid, within it.</summary>
    public GridPoint ToGrid(Double3 world)
    {
        var p = (world - Origin) * (1 / Step);
        return new(Part(p.X), Part(p.Y), Part(p.Z));
    }

    private static int Part(double value) => (int)Math.Clamp(Math.Floor(value + 0.5), 0, GridPoint.Most);
}
