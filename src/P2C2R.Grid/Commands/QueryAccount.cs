namespace P2C2R.Grid;

/// <summary>A gamer or a peer asks for its money.</summary>
/// <param name="Session">Who says it.</param>
public sealed record QueryAccount(SessionId Session) : Command(Session);
