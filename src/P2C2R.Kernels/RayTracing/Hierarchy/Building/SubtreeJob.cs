namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>A part of a tree that any thread may build.</summary>
/// <param name="Parent">The node above it.</param>
/// <param name="Slot">Which of that node's children it is.</param>
/// <param name="Set">Its primitives.</param>
/// <param name="Depth">How many nodes are above it.</param>
internal sealed record SubtreeJob(int Parent, int Slot, PrimitiveSet Set, int Depth);
