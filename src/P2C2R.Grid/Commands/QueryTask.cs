namespace P2C2R.Grid;

/// <summary>A gamer asks for a task, and for its result when it ends.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Task">The gamer's id for it.</param>
public sealed record QueryTask(SessionId Session, string Task) : Command(Session);
