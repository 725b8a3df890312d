namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>Some triangles of a piece.</summary>
/// <param name="Own">The site on this side of the plane, or -1 where no plane cut.</param>
/// <param name="Other">The site on the other side, or -1.</param>
/// <param name="From">First triangle.</param>
/// <param name="To">The one after the last.</param>
/// <param name="Source">The solid's triangle that they are parts of, or -1 where a plane cut.</param>
internal readonly record struct PieceSide(int Own, int Other, int From, int To, int Source);
