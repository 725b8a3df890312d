namespace P2C2R.Peer;

/// <summary>What happened at a peer.</summary>
public enum PeerEventKind
{
    /// <summary>The coordinator welcomed it.</summary>
    Connected,

    /// <summary>The connection was lost, or there was none to be had.</summary>
    Disconnected,

    /// <summary>Something to tell its owner.</summary>
    Notice,

    /// <summary>An attempt's output went out.</summary>
    Done,

    /// <summary>An attempt failed.</summary>
    Failed,

    /// <summary>The coordinator wants an attempt no more.</summary>
    Cancelled,

    /// <summary>An attempt was settled.</summary>
    Settled,
}
