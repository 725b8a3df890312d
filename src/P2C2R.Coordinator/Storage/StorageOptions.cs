namespace P2C2R.Coordinator.Storage;

/// <summary>How the database is opened.</summary>
public sealed record StorageOptions
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Memory for pages, in KiB. Not more: after a commit that has split an index's page SQLite walks through its whole cache
    /// (pcache1TruncateUnsafe), and what isn't in it is in the operating system's.
    /// </summary>
    public int CacheKilobytes { get; init; } = 16 << 10;

    /// <summary>Bytes in a page of a new database.</summary>
    public int PageSize { get; init; } = 4096;

    /// <summary>Whether no other connection may open it: then it needs no shared memory.</summary>
    internal bool Exclusive { get; init; }

    /// <summary>Name of SQLite's file system layer; null for its own. Tests drop with it what was not synced.</summary>
    internal string? Vfs { get; init; }
}
