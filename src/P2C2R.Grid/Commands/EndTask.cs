namespace P2C2R.Grid;

/// <summary>A gamer cancels a task.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Task">The gamer's id for it.</param>
public sealed record EndTask(SessionId Session, string Task) : Command(Session);
