namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// What a preparation may cost, and when it is made at all. All of it follows from the map and the number of queries, so that a plan is the
/// same everywhere; docs/kernels/pathfinding.md has the rules for people.
/// </summary>
internal static class PreparationLimits
{
    /// <summary>Subgoals of a map that can be prepared.</summary>
    public const int MaxSubgoals = 1 << 17;

    private const int MinFreeCells = 4096;
    private const int MinQueries = 256;
    private const int MinCellsPerSubgoal = 3;
    private const int MaxEntriesPerCell = 8;
    private const int MaxEntriesOfAll = 1 << 24;
    private const int MaxEdgesOfAll = 1 << 22;
    private const int SubgoalsPerEdgeLimit = 256;

    /// <summary>Whether a task that doesn't say prepares its map: a small job is done before the map were prepared.</summary>
    public static bool IsWorthwhile(int queries, int freeCells) => queries >= MinQueries && freeCells >= MinFreeCells;

    /// <summary>Whether a map can be prepared: labels of one that is nearly all corners would be bigger than they are useful.</summary>
    public static bool IsPossible(int subgoals, int freeCells) => subgoals is > 0 and <= MaxSubgoals && subgoals <= freeCells / MinCellsPerSubgoal;

    /// <summary>Edges of the subgoal graph, from both ends, at which a preparation gives up.</summary>
    public static int MaxEdges(int subgoals) => (int)Math.Min((long)subgoals * SubgoalsPerEdgeLimit, MaxEdgesOfAll);

    /// <summary>Entries in labels at which a preparation gives up: 128 bytes for each free cell.</summary>
    public static int MaxEntries(int freeCells) => (int)Math.Min((long)freeCells * MaxEntriesPerCell, MaxEntriesOfAll);
}
