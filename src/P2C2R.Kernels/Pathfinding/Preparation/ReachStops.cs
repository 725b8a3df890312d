namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>At which subgoals a way from a cell ends, by the direction in which it goes.</summary>
/// <param name="East">Straight east.</param>
/// <param name="West">Straight west.</param>
/// <param name="South">Straight south.</param>
/// <param name="North">Straight north.</param>
/// <param name="Falling">South-east or north-west, between the straight lines.</param>
/// <param name="Rising">North-east or south-west, between the straight lines.</param>
internal sealed record ReachStops(LineStops East, LineStops West, LineStops South, LineStops North, LineStops Falling, LineStops Rising);
