namespace P2C2R.Kernels.Pathfinding;

/// <summary>A map and what was made of it.</summary>
/// <param name="Map">The map.</param>
/// <param name="Components">Its components.</param>
internal sealed record LoadedMap(GridMap Map, GridComponents Components);
