namespace P2C2R.Kernels.Pathfinding;

/// <summary>What planning leaves for merging and presenting.</summary>
/// <param name="Map">The map.</param>
/// <param name="Queries">All queries of the task, in order.</param>
/// <param name="Lengths">What a scenario file says are the optimal lengths, or null.</param>
internal sealed record PlannedPaths(GridMap Map, IReadOnlyList<PathQuery> Queries, IReadOnlyList<double>? Lengths);
