namespace P2C2R.Kernels.Pathfinding;

/// <summary>What a slice is asked for: the first byte of its input. Numbers are hashed and only appended.</summary>
internal enum SliceJob : byte
{
    /// <summary>Paths by searching the map.</summary>
    Queries = 0,

    /// <summary>Paths on a prepared map; depends on the slice that prepared it.</summary>
    PreparedQueries = 1,

    /// <summary>Prepare the map.</summary>
    Prepare = 2,

    /// <summary>The flow field of a goal.</summary>
    Field = 3,

    /// <summary>Agents that follow a flow field; depends on the slice that computed it.</summary>
    Agents = 4,
}
