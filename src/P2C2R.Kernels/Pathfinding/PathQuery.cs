namespace P2C2R.Kernels.Pathfinding;

/// <summary>A question: a shortest path from start to goal. Coordinates are as given: x to the right, y down, from 0; they may lie off the map.</summary>
/// <param name="StartX">Start.</param>
/// <param name="StartY">Start.</param>
/// <param name="GoalX">Goal.</param>
/// <param name="GoalY">Goal.</param>
internal readonly record struct PathQuery(int StartX, int StartY, int GoalX, int GoalY);
