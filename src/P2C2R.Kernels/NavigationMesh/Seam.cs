namespace P2C2R.Kernels.NavigationMesh;

/// <summary>A stretch of a tile's side across which one can walk into the next tile, along one region.</summary>
/// <param name="Side">The tile's side.</param>
/// <param name="Start">Where it starts, going counter-clockwise around the tile.</param>
/// <param name="End">Where it ends.</param>
/// <param name="GoesOn">Whether another stretch may follow at its end: the next tile sees that alike.</param>
internal readonly record struct Seam(int Side, Corner Start, Corner End, bool GoesOn);
