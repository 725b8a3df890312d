namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>A question for a path, in fine units counted from the map's origin.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="StartHeight">How high that is.</param>
/// <param name="Goal">Where it ends.</param>
/// <param name="GoalHeight">How high that is.</param>
internal readonly record struct MeshQuery(Point Start, int StartHeight, Point Goal, int GoalHeight);
