namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>A way to another subgoal.</summary>
/// <param name="Cost">What it costs (<see cref="GridCost"/>).</param>
/// <param name="To">Where it leads.</param>
internal readonly record struct Edge(long Cost, int To);
