using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A gamer said hello.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Name">The name that it gave.</param>
/// <param name="TokenHash">SHA-256 of its token: the one that it presented, or the new one that it is to be given.</param>
/// <param name="NewToken">The new token, to be sent with the welcome; null where the gamer presented one.</param>
public sealed record OpenGamerSession(SessionId Session, string Name, Sha256Hash TokenHash, string? NewToken) : Command(Session);
