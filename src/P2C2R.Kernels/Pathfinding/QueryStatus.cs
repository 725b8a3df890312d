namespace P2C2R.Kernels.Pathfinding;

/// <summary>What came of a query. Numbers are hashed and only appended.</summary>
internal enum QueryStatus : byte
{
    /// <summary>There is a path; goal and start may be the same cell.</summary>
    Reachable = 0,

    /// <summary>Both cells are free, and there is no path.</summary>
    Unreachable = 1,

    /// <summary>The start lies off the map.</summary>
    StartOutside = 2,

    /// <summary>The goal lies off the map.</summary>
    GoalOutside = 3,

    /// <summary>The start is blocked.</summary>
    StartBlocked = 4,

    /// <summary>The goal is blocked.</summary>
    GoalBlocked = 5,
}
