namespace P2C2R.Protocol;

/// <summary>What a message, a task or a connection may hold. Both ends know them; the coordinator enforces them. Their relations are asserted by a test.</summary>
public static class Limits
{
    /// <summary>Bytes in one WebSocket message, UTF-8.</summary>
    public const int MaxMessageBytes = 8 << 20;

    /// <summary>How deep JSON may nest.</summary>
    public const int MaxJsonDepth = 8;

    /// <summary>Bytes of a slice's input inside a message; a bigger input is a blob.</summary>
    public const int MaxInlineInputBytes = 16 << 10;

    /// <summary>Bytes of a slice's output inside a message; a bigger output is a blob.</summary>
    public const int MaxInlineOutputBytes = 16 << 10;

    /// <summary>Slices in one message and in one step of the state core.</summary>
    public const int MaxSlicesPerMessage = 256;

    /// <summary>Slices in a task.</summary>
    public const int MaxSlicesPerTask = 65_536;

    /// <summary>Dependencies in a task, over all its slices.</summary>
    public const int MaxEdgesPerTask = 262_144;

    /// <summary>Slices that one slice depends on.</summary>
    public const int MaxDependenciesPerSlice = 4_096;

    /// <summary>Dependencies in one message, over all its slices.</summary>
    public const int MaxEdgesPerMessage = 16_384;

    /// <summary>Blobs that one slice names.</summary>
    public const int MaxBlobsPerSlice = 16;

    /// <summary>Bytes in one blob.</summary>
    public const long MaxBlobBytes = 2L << 30;

    /// <summary>Work units of one slice.</summary>
    public const long MaxUnitsPerSlice = 1L << 50;

    /// <summary>Replicas that a task may ask for.</summary>
    public const int MaxReplicas = 5;

    /// <summary>Peers that a task may name.</summary>
    public const int MaxNamedPeers = 64;

    /// <summary>Characters in a task's id: letters, digits, '.', '_', '-' and ':'.</summary>
    public const int MaxTaskIdLength = 64;

    /// <summary>Characters in the name of a peer or a gamer.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Characters in a kind.</summary>
    public const int MaxKindLength = 64;

    /// <summary>Characters in a reason that a peer gives for a failure.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>Characters of what a language model has said so far, in a heartbeat and in progress: the newest.</summary>
    public const int MaxSaidLength = 200;

    /// <summary>Kernels that a peer may announce.</summary>
    public const int MaxKernelsPerPeer = 256;

    /// <summary>Attempts that a peer may declare or report in one message.</summary>
    public const int MaxAttemptsPerMessage = 4_096;

    /// <summary>Blobs that a peer may announce to hold.</summary>
    public const int MaxHeldBlobs = 1_024;

    /// <summary>Slots of a peer.</summary>
    public const int MaxSlots = 256;

    /// <summary>Longest deadline, in milliseconds: 7 days, which is also how long a task's id is remembered.</summary>
    public const long MaxDeadlineMs = 7L * 24 * 3600 * 1000;

    /// <summary>Outputs in one <c>outputs</c> message.</summary>
    public const int MaxOutputsPerMessage = 256;

    /// <summary>Tasks in one <c>tasks</c> message.</summary>
    public const int MaxTasksPerPage = 100;

    /// <summary>Bytes of outputs that a <c>result</c> message carries itself; a bigger result is fetched with <c>get_outputs</c>.</summary>
    public const int MaxResultBytes = 1 << 20;
}
