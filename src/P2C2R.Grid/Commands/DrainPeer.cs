namespace P2C2R.Grid;

/// <summary>A peer wants nothing new.</summary>
/// <param name="Session">Who says it.</param>
public sealed record DrainPeer(SessionId Session) : Command(Session);
