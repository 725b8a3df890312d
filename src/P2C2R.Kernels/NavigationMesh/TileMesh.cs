namespace P2C2R.Kernels.NavigationMesh;

/// <summary>What a tile comes to: convex polygons, and where it meets its neighbours.</summary>
/// <param name="Corners">All corners.</param>
/// <param name="Polygons">Counter-clockwise, as indices of corners.</param>
/// <param name="Seams">Where one can walk into other tiles.</param>
internal sealed record TileMesh(Corner[] Corners, List<List<int>> Polygons, List<Seam> Seams);
