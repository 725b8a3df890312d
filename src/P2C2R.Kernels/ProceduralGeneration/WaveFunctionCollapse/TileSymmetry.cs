namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>How a tile looks turned and mirrored, by the letter that looks like it: the classes of M. Gumin's simple tiled model.</summary>
internal enum TileSymmetry
{
    /// <summary>The same in every way: 1 orientation.</summary>
    X,

    /// <summary>A straight line: 2 orientations.</summary>
    I,

    /// <summary>A backslash: 2 orientations.</summary>
    Diagonal,

    /// <summary>The letter T: 4 orientations.</summary>
    T,

    /// <summary>The letter L: 4 orientations.</summary>
    L,

    /// <summary>None at all, as the letter F: 8 orientations.</summary>
    F,
}
