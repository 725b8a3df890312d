namespace P2C2R.Grid;

/// <summary>What the log tells.</summary>
public enum GridEventKind
{
    /// <summary>A peer connected.</summary>
    PeerJoined,

    /// <summary>A peer's connection is gone.</summary>
    PeerLeft,

    /// <summary>A gamer connected.</summary>
    GamerJoined,

    /// <summary>A gamer's connection is gone.</summary>
    GamerLeft,

    /// <summary>A task was accepted.</summary>
    TaskAccepted,

    /// <summary>A computation was leased to a peer.</summary>
    Routed,

    /// <summary>A slice was answered from the cache or shares a computation in flight.</summary>
    CacheHit,

    /// <summary>An output was agreed and paid.</summary>
    Agreed,

    /// <summary>A peer's output is not the one agreed on.</summary>
    Disputed,

    /// <summary>A computation goes to another peer, because one was lost, failed or too slow.</summary>
    FailedOver,

    /// <summary>A late computation was given a second attempt.</summary>
    Hedged,

    /// <summary>A task ended.</summary>
    TaskEnded,
}
