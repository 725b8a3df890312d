namespace P2C2R.Grid;

/// <summary>What goes on in steps because it may touch many slices.</summary>
internal enum WorkKind
{
    /// <summary>Slices of a task loaded after a restart whose turn it is.</summary>
    Resume,

    /// <summary>Slices that depend on one that is agreed.</summary>
    Dependents,

    /// <summary>Subscribers of a computation that is agreed or has failed.</summary>
    Subscribers,

    /// <summary>Slices of a task that has ended.</summary>
    Retire,
}
