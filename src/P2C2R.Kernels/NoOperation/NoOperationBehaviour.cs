namespace P2C2R.Kernels.NoOperation;

/// <summary>How a slice of the kernel that does nothing ends. Numbers are hashed.</summary>
internal enum NoOperationBehaviour : byte
{
    /// <summary>With an answer.</summary>
    Complete = 0,

    /// <summary>With an exception: the attempt fails.</summary>
    Throw = 1,

    /// <summary>It refuses its input.</summary>
    Refuse = 2,

    /// <summary>It runs out of work units.</summary>
    RunOut = 3,

    /// <summary>It takes the whole process down.</summary>
    Crash = 4,
}
