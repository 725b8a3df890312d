namespace P2C2R.Peer;

/// <summary>Ways for a peer to be bad on purpose, for testing verification and hedging.</summary>
public enum Misbehaviour
{
    /// <summary>An honest peer.</summary>
    None,

    /// <summary>Every output has one bit changed.</summary>
    Lie,

    /// <summary>Computes, renews its leases and never answers.</summary>
    Stall,
}
