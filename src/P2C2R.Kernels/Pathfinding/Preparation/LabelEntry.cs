namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>One hub in a subgoal's label.</summary>
/// <param name="Cost">Of a shortest path to it.</param>
/// <param name="Hub">Its place in the order of importance.</param>
/// <param name="Next">The next subgoal on that path; its label has the same hub, or it is the hub.</param>
internal readonly record struct LabelEntry(long Cost, int Hub, int Next);
