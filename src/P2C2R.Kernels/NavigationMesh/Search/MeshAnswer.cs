using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>The answer to a query.</summary>
/// <param name="Status">Whether there is a path.</param>
/// <param name="Length">Its length seen from above, in cells; 0 where there is none.</param>
/// <param name="Path">Start, the corners where it turns, and goal, each with its height in fine units (of start and goal as asked for); empty where there is none.</param>
internal sealed record MeshAnswer(QueryStatus Status, double Length, IReadOnlyList<(Point Place, int Height)> Path);
