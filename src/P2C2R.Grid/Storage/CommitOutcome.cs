namespace P2C2R.Grid;

/// <summary>What became of a commit.</summary>
public enum CommitOutcome
{
    /// <summary>All rows are durable.</summary>
    Committed,

    /// <summary>No row was written.</summary>
    Failed,

    /// <summary>All rows were written, or none; it can't be told which.</summary>
    Unknown,
}
