namespace P2C2R.Peer.Workers;

/// <summary>Where the pool has an item.</summary>
internal enum WorkPhase
{
    /// <summary>Not yet with the pool.</summary>
    Outside,

    /// <summary>Waits for a worker.</summary>
    Ready,

    /// <summary>Sent to a worker.</summary>
    Assigned,

    /// <summary>Answered, or nobody's business any more.</summary>
    Over,
}
