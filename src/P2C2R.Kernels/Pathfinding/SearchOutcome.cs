namespace P2C2R.Kernels.Pathfinding;

/// <summary>How a search ended.</summary>
internal enum SearchOutcome
{
    /// <summary>With a shortest path.</summary>
    Found,

    /// <summary>There is no path.</summary>
    NoPath,

    /// <summary>The preparation contradicts the map: whoever made it lied.</summary>
    BadPreparation,
}
