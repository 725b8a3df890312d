using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A peer said hello.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Hello">What it said.</param>
/// <param name="TokenHash">SHA-256 of its token: the one that it presented, or the new one that it is to be given.</param>
/// <param name="NewToken">The new token, to be sent with the welcome; null where the peer presented one.</param>
public sealed record OpenPeerSession(SessionId Session, HelloPeer Hello, Sha256Hash TokenHash, string? NewToken) : Command(Session);
