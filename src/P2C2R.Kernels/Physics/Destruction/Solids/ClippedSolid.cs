using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>What is left of a solid.</summary>
/// <param name="Places">Vertices, from the cell's site, in grid steps; not all are in use.</param>
/// <param name="Faces">Faces, which together are closed.</param>
/// <param name="Planes">The planes that cut something off.</param>
internal sealed record ClippedSolid((double X, double Y, double Z)[] Places, List<PieceFace> Faces, CellPlane[] Planes);
