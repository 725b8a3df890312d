using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>What stands behind the patterns: tiles with labels at their edges, or pieces of a sample.</summary>
internal interface IWaveModel
{
    /// <summary>The patterns and what may stand beside what.</summary>
    AdjacencyRules Rules { get; }

    /// <summary>What the finished map is made of.</summary>
    TileSet Tiles { get; }

    /// <summary>Cells to solve that a map takes, along either side: fewer than the map has where a pattern covers more than one.</summary>
    /// <param name="side">Tiles along that side of the map.</param>
    /// <param name="periodic">Whether the map wraps around.</param>
    int CellsAlong(int side, bool periodic);

    /// <summary>The cells that a tile of the map lies in, as distances back from its own, with the patterns that have one of some tiles there.</summary>
    /// <param name="tiles">Numbers of tiles in <see cref="Tiles"/>.</param>
    IEnumerable<(int BackX, int BackY, ulong[] Patterns)> PatternsWith(IReadOnlyList<int> tiles);

    /// <summary>The tile of the map at a place.</summary>
    /// <param name="pattern">The pattern of the cell.</param>
    /// <param name="x">Columns of the place to the right of the cell: 0 but at the right edge.</param>
    /// <param name="y">Rows below it: 0 but at the lower edge.</param>
    int TileOf(int pattern, int x, int y);
}
