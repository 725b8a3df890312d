namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>
/// The labels of a tile's edges, each read clockwise around the tile. Two edges fit where one label is the other one read backwards,
/// so a label that isn't the same both ways says which end is which.
/// </summary>
/// <param name="North">Read from left to right.</param>
/// <param name="East">Read from top to bottom.</param>
/// <param name="South">Read from right to left.</param>
/// <param name="West">Read from bottom to top.</param>
internal sealed record EdgeLabels(string North, string East, string South, string West)
{
    /// <summary>A quarter turn to the right.</summary>
    public EdgeLabels Turned() => new(West, North, East, South);

    /// <summary>Left and right exchanged.</summary>
    public EdgeLabels Mirrored() => new(Backwards(North), Backwards(West), Backwards(South), Backwards(East));

    /// <summary>The labels that fit those of this tile, for the neighbour on each side.</summary>
    public EdgeLabels Facing() => new(Backwards(North), Backwards(East), Backwards(South), Backwards(West));

    private static string Backwards(string label) => string.Create(label.Length, label, static (target, source) =>
    {
        source.CopyTo(target);
        target.Reverse();
    });
}
