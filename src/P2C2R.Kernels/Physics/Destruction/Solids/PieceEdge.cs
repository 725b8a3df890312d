namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>A side of a face.</summary>
/// <param name="From">Vertex that it leaves.</param>
/// <param name="To">Vertex that it goes to, the face to its left seen from outside.</param>
/// <param name="Carrier">Number of its line.</param>
internal readonly record struct PieceEdge(int From, int To, int Carrier);
