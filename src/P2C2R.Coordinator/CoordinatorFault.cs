namespace P2C2R.Coordinator;

/// <summary>Why a coordinator can't start, or has stopped. Numbers are its exit codes; documented in docs/operations.md and never changed.</summary>
public enum CoordinatorFault
{
    /// <summary>An option is wrong.</summary>
    BadOption = 2,

    /// <summary>Another program listens on the port.</summary>
    PortInUse = 10,

    /// <summary>This machine has no such address, or the port needs privileges.</summary>
    CannotListen = 11,

    /// <summary>Another process has the database.</summary>
    DatabaseLocked = 12,

    /// <summary>The database is damaged, or isn't one.</summary>
    DatabaseCorrupt = 13,

    /// <summary>The database or the blobs' folder can't be written.</summary>
    DatabaseNotWritable = 14,

    /// <summary>A newer release wrote the database.</summary>
    DatabaseTooNew = 15,

    /// <summary>The certificate or its key can't be used.</summary>
    BadCertificate = 16,

    /// <summary>No space is left on the disk.</summary>
    DiskFull = 17,

    /// <summary>The disk failed, or storage failed several times in a row.</summary>
    StorageFailed = 18,
}
