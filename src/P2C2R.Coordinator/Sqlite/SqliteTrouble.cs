namespace P2C2R.Coordinator.Sqlite;

/// <summary>What an operator can do something about.</summary>
public enum SqliteTrouble
{
    /// <summary>Our own mistake, or something rare.</summary>
    Other,

    /// <summary>Another process has the database.</summary>
    Locked,

    /// <summary>No permission, read-only, or no such folder.</summary>
    NotWritable,

    /// <summary>The disk failed.</summary>
    InputOutput,

    /// <summary>The file isn't a database, or is damaged.</summary>
    Corrupt,

    /// <summary>No space is left.</summary>
    DiskFull,
}
