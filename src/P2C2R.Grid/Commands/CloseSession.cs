namespace P2C2R.Grid;

/// <summary>A connection is gone.</summary>
/// <param name="Session">Who says it.</param>
public sealed record CloseSession(SessionId Session) : Command(Session);
