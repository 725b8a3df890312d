using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>The plane between two sites of a level.</summary>
/// <param name="Own">Number of the site on this side.</param>
/// <param name="OwnSite">Where it is.</param>
/// <param name="Other">Number of the site on the other side.</param>
/// <param name="OtherSite">Where it is.</param>
internal readonly record struct CellWall(int Own, GridPoint OwnSite, int Other, GridPoint OtherSite);
